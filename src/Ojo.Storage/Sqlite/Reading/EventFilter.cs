using Ojo.Storage.Queries;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Which events a page may hold, and from where on.</summary>
/// <param name="Keys">Their types; null for any.</param>
/// <param name="MinNs">The earliest time.</param>
/// <param name="MaxNs">The latest time.</param>
/// <param name="After">Where the page before ended; null on the first page.</param>
/// <param name="Descending">Whether the newest comes first.</param>
/// <param name="Tests">What their fields must be.</param>
internal sealed record EventFilter(KeySet? Keys, long MinNs, long MaxNs, EventPlace? After, bool Descending, FieldTests Tests)
{
    /// <summary>No event before this time is still to come.</summary>
    public long FirstNs => !Descending && After is { } after ? Math.Max(MinNs, after.Ns) : MinNs;

    /// <summary>No event after this time is still to come.</summary>
    public long LastNs => Descending && After is { } after ? Math.Min(MaxNs, after.Ns) : MaxNs;

    /// <summary>Makes the filter of a query's types, times and tests; the cursor is the list's own business.</summary>
    public static EventFilter Of(StoredCatalogue catalogue, EventQuery query)
    {
        FieldTests tests = FieldTests.Compile(catalogue, query.Tests);
        IEnumerable<StoredKey>? keys = query.Types.Count == 0
            ? null
            : query.Types.SelectMany(catalogue.FindTypes).Distinct().SelectMany(catalogue.KeysOf);
        if (tests.Any)
        {
            keys = (keys ?? catalogue.Keys.Values).Where(key => tests.MayPass(key.Id));
        }

        return new EventFilter(
            keys is null ? null : new KeySet(keys.Select(key => key.Id)),
            MinNs: Math.Max(query.FromNs ?? 0, 0),
            MaxNs: query.ToNs is long toNs ? Math.Max(toNs, 0) - 1 : long.MaxValue,
            After: null,
            query.Descending,
            tests);
    }

    public bool MayMatch(StoredBlock block) =>
        block.LastNs >= FirstNs && block.FirstNs <= LastNs && (Keys is null || Keys.MayBeIn(block));

    /// <summary>Whether an event within the times may come after the page before. Of those at its very end, <see cref="EventPlace.Count"/> do not.</summary>
    public bool IsStillToCome(long ns, ulong flowId) => After is not { } after ||
        (Descending ? (ns, flowId).CompareTo((after.Ns, after.FlowId)) <= 0 : (ns, flowId).CompareTo((after.Ns, after.FlowId)) >= 0);
}
