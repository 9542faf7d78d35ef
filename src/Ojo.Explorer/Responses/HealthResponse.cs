namespace Ojo.Explorer.Responses;

/// <summary>The store can be read.</summary>
/// <param name="Status">Always <c>ok</c>.</param>
internal sealed record HealthResponse(string Status);
