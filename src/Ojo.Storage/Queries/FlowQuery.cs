using Ojo.Storage.Filters;

namespace Ojo.Storage.Queries;

/// <summary>Which flows to list, in which order.</summary>
public sealed record FlowQuery
{
    /// <summary>Only flows of this run.</summary>
    public long? RunId { get; init; }

    /// <summary>Only children of this flow (its run is <see cref="RunId"/>, which must be given too).</summary>
    public ulong? ParentFlowId { get; init; }

    /// <summary>Only flows that belong to no other flow of the store.</summary>
    public bool RootsOnly { get; init; }

    /// <summary>Only flows whose id, service or host contains this text, whatever its case.</summary>
    public string? Search { get; init; }

    /// <summary>Only flows that this filter lets through, and of which, where it is about events too, at least one event is let through; null: all.</summary>
    public Filter? Filter { get; init; }

    /// <summary>What to sort by.</summary>
    public FlowOrder Order { get; init; } = FlowOrder.FirstEvent;

    /// <summary>Whether the largest comes first.</summary>
    public bool Descending { get; init; }

    /// <summary>Into how many equal parts a flow's life is divided for <see cref="FlowPage.Activity"/>: 1 to 64; null: not at all.</summary>
    public int? ActivityParts { get; init; }

    /// <summary>How many at most: 1 to 1,000.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>The <see cref="FlowPage.NextCursor"/> of the page before.</summary>
    public string? Cursor { get; init; }

    /// <summary>After how long the page is given as far as it is: <see cref="FlowPage.IsPartial"/>. Null: when it is whole.</summary>
    public TimeSpan? TimeLimit { get; init; }
}
