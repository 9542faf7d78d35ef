using Ojo.Storage.Filters;
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
    /// <summary>Which times between the two are good; null for all.</summary>
    public FilterTimes? Times { get; init; }

    /// <summary>Which flows; null for all.</summary>
    public FlowChoice? Flows { get; init; }

    /// <summary>No event before this time is still to come.</summary>
    public long FirstNs => !Descending && After is { } after ? Math.Max(MinNs, after.Ns) : MinNs;

    /// <summary>No event after this time is still to come.</summary>
    public long LastNs => Descending && After is { } after ? Math.Min(MaxNs, after.Ns) : MaxNs;

    /// <summary>Makes the filter of a list's types, times and tests; the cursor is the list's own business.</summary>
    public static EventFilter Of(StoredCatalogue catalogue, EventQuery query, StoredFilter? stored) =>
        Of(
            catalogue, query.Types.Count == 0 ? null : query.Types.SelectMany(catalogue.FindTypes).Distinct().SelectMany(catalogue.KeysOf),
            query.FromNs, query.ToNs, query.Tests, stored) with
        { Descending = query.Descending };

    /// <summary>Makes the filter of keys, times and tests.</summary>
    /// <param name="catalogue">What events mean.</param>
    /// <param name="keys">Which events; null for all.</param>
    /// <param name="fromNs">At or after this time.</param>
    /// <param name="toNs">Before this time.</param>
    /// <param name="fieldTests">What must hold of events' fields.</param>
    /// <param name="stored">What must hold beside all that.</param>
    public static EventFilter Of(
        StoredCatalogue catalogue, IEnumerable<StoredKey>? keys, long? fromNs, long? toNs, IReadOnlyList<FieldTest> fieldTests, StoredFilter? stored)
    {
        FieldTests tests = FieldTests.Compile(catalogue, fieldTests, stored?.Plan);
        if (tests.Any)
        {
            keys = (keys ?? catalogue.Keys.Values).Where(key => tests.MayPass(key.Id));
        }

        FilterTimes? times = stored?.Plan.Times;
        return new EventFilter(
            keys is null ? null : new KeySet(keys.Select(key => key.Id)),
            MinNs: Math.Max(Math.Max(fromNs ?? 0, 0), times?.FirstNs ?? 0),
            MaxNs: Math.Min(toNs is long end ? Math.Max(end, 0) - 1 : long.MaxValue, times?.LastNs ?? long.MaxValue),
            After: null,
            Descending: false,
            tests)
        {
            Times = times is { IsRange: false } ? times : null,
            Flows = stored?.Flows,
        };
    }

    /// <summary>Whether an event must be looked at to know whether it is wanted.</summary>
    public bool LooksAtEvents => Times is not null || Tests.LookAtEvents;

    public bool MayMatch(StoredBlock block) =>
        block.LastNs >= FirstNs && block.FirstNs <= LastNs && (Keys is null || Keys.MayBeIn(block));

    /// <summary>Whether an event within the times may come after the page before. Of those at its very end, <see cref="EventPlace.Count"/> do not.</summary>
    public bool IsStillToCome(long ns, ulong flowId) => After is not { } after ||
        (Descending ? (ns, flowId).CompareTo((after.Ns, after.FlowId)) <= 0 : (ns, flowId).CompareTo((after.Ns, after.FlowId)) >= 0);
}
