namespace Ojo.Storage.Queries;

/// <summary>A page of flows.</summary>
/// <param name="Flows">The page.</param>
/// <param name="Total">How many flows match altogether.</param>
/// <param name="NextCursor">Names the next page; null on the last.</param>
public sealed record FlowPage(IReadOnlyList<FlowRow> Flows, long Total, string? NextCursor);
