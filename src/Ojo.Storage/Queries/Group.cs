namespace Ojo.Storage.Queries;

/// <summary>What the events of one group add up to.</summary>
/// <param name="Keys">What the group has in common, one for each <see cref="GroupQuery.By"/>; of which type, <see cref="GroupKind"/> says. Empty for the remainder.</param>
/// <param name="Count">How many events; where a field is added up, those with a value of it.</param>
/// <param name="Sum">The sum; null where no field was asked for.</param>
/// <param name="Min">The least value.</param>
/// <param name="Max">The greatest value.</param>
/// <param name="Percentiles">Those asked for, in that order, by nearest rank: the least value that at least so many percent of the values do not exceed.</param>
/// <param name="IsExact">Whether the percentiles are values that occurred; else they are off by at most 0.8 % of the value.</param>
public sealed record Group(
    IReadOnlyList<object?> Keys, long Count, Quantity? Sum, Quantity? Min, Quantity? Max, IReadOnlyList<Quantity> Percentiles, bool IsExact)
{
    /// <summary>The average of the values; null where no field was asked for.</summary>
    public double? Average => Sum is Quantity sum ? sum.Value / Count : null;
}
