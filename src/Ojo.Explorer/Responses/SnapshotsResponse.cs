namespace Ojo.Explorer.Responses;

/// <summary>The snapshots that flight recorders left in the trace directory.</summary>
/// <param name="Snapshots">The snapshots, run after run and each run's in order.</param>
/// <param name="HasMore">Whether there are older ones that are not listed.</param>
internal sealed record SnapshotsResponse(IReadOnlyList<SnapshotResponse> Snapshots, bool HasMore);
