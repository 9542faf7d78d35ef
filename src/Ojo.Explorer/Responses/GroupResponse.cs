using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Responses;

/// <summary>What the events of one group add up to.</summary>
/// <param name="Keys">What they have in common, in the order of by: a flow's name, a run's runId, a type's typeKey, a category, the nanosecond at which a stretch of time begins, or a field's value.</param>
/// <param name="Count">How many events; where a field is added up, those with a value of it.</param>
/// <param name="Sum">The sum of the field; null where none was asked for.</param>
/// <param name="Average">The average.</param>
/// <param name="Min">The least value.</param>
/// <param name="Max">The greatest value.</param>
/// <param name="Percentiles">Those asked for, in that order, by nearest rank.</param>
/// <param name="Exact">Whether the percentiles are values that occurred; else they are off by at most 0.8 % of the value.</param>
internal sealed record GroupResponse(
    IReadOnlyList<GroupKey> Keys, long Count, ExactNumber? Sum, double? Average, ExactNumber? Min, ExactNumber? Max, IReadOnlyList<ExactNumber> Percentiles, bool Exact)
{
    public static GroupResponse Of(Group group, IReadOnlyList<GroupBy> by) => new(
        [.. by.Select((_, place) => new GroupKey(group.Keys[place] switch
        {
            FlowKey flow => flow.ToString(),
            StoredEventType type => (long)type.TypeKey,
            object other => other,
            null => null,
        }))],
        group.Count, Number(group.Sum), group.Average is { } average ? BucketResponse.Finite(average) : null,
        Number(group.Min), Number(group.Max), [.. group.Percentiles.Select(static value => new ExactNumber(value))], group.IsExact);

    private static ExactNumber? Number(Quantity? quantity) => quantity is { } value ? new ExactNumber(value) : null;
}
