using Ojo.Storage.Queries;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Which events a page may hold, and from where on.</summary>
/// <param name="Keys">Their types; null for any.</param>
/// <param name="MinNs">The earliest time.</param>
/// <param name="MaxNs">The latest time.</param>
/// <param name="After">The last event of the page before, in the order of the list; null on the first page.</param>
/// <param name="Descending">Whether the newest comes first.</param>
/// <param name="Tests">What their fields must be.</param>
internal sealed record EventFilter(KeySet? Keys, long MinNs, long MaxNs, (long Ns, long Id)? After, bool Descending, FieldTests Tests)
{
    /// <summary>No event before this time is still to come.</summary>
    public long FirstNs => !Descending && After is (long ns, _) ? Math.Max(MinNs, ns) : MinNs;

    /// <summary>No event after this time is still to come.</summary>
    public long LastNs => Descending && After is (long ns, _) ? Math.Min(MaxNs, ns) : MaxNs;

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

    /// <summary>Whether an event within the times comes after the page before.</summary>
    public bool IsStillToCome(long ns, long id) => After is not (long, long) after ||
        (Descending ? (ns, id).CompareTo(after) < 0 : (ns, id).CompareTo(after) > 0);
}
