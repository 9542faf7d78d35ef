namespace Ojo.Explorer.Responses;

/// <summary>Every run.</summary>
/// <param name="Runs">The runs in order of start.</param>
internal sealed record RunsResponse(IReadOnlyList<RunResponse> Runs);
