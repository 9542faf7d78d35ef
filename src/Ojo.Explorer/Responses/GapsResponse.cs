namespace Ojo.Explorer.Responses;

/// <summary>Where events were lost.</summary>
/// <param name="Gaps">The gaps, in order of run and time.</param>
internal sealed record GapsResponse(IReadOnlyList<GapResponse> Gaps);
