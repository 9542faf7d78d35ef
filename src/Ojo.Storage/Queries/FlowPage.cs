namespace Ojo.Storage.Queries;

/// <summary>A page of flows.</summary>
/// <param name="Flows">The page.</param>
/// <param name="Total">How many flows match altogether; of a partial page, how many are known to.</param>
/// <param name="NextCursor">Names the next page; null on the last.</param>
public sealed record FlowPage(IReadOnlyList<FlowRow> Flows, long Total, string? NextCursor)
{
    /// <summary>
    /// Whether the query's time was up before the page was whole. <see cref="NextCursor"/> then names what follows the flows that
    /// are here; where none are, the list has to be asked for again with more time.
    /// </summary>
    public bool IsPartial { get; init; }

    /// <summary>
    /// For each flow of the page, how many events it had in each part of its life, from its first event to its last; null where
    /// that was not asked for, or the time was up before.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<long>>? Activity { get; init; }

    /// <summary>The files of the store that cannot be read: flows are listed all the same, and what they did there cannot be shown. Empty where nothing is missing.</summary>
    public IReadOnlyList<MissingPart> Missing { get; init; } = [];
}
