using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>What a group's values add up to, while they come.</summary>
internal sealed class GroupTotals(NumberOrder order, SampleBudget? samples)
{
    private readonly ValueSamples? _samples = samples is null ? null : new ValueSamples(order, samples);
    private Int128 _whole;
    private double _real;
    private double _lost;
    private ulong _min = ulong.MaxValue;
    private ulong _max;

    public long Count { get; private set; }

    /// <summary>Whether it counts events only.</summary>
    public bool IsCount { get; init; }

    public void Add() => Count++;

    public void Add(ulong number)
    {
        Count++;
        _min = Math.Min(_min, number);
        _max = Math.Max(_max, number);
        if (order == NumberOrder.Real)
        {
            AddReal(OrderedNumber.ToReal(number));
        }
        else
        {
            _whole += OrderedNumber.ToWhole(order, number);
        }

        _samples?.Add(number);
    }

    /// <summary>Takes another group over.</summary>
    public void Take(GroupTotals other)
    {
        Count += other.Count;
        _whole += other._whole;
        AddReal(other._real);
        AddReal(other._lost);
        _min = Math.Min(_min, other._min);
        _max = Math.Max(_max, other._max);
        if (other._samples is not null)
        {
            _samples?.Take(other._samples);
        }
    }

    public Group ToGroup(IReadOnlyList<object?> keys, IReadOnlyList<double> percentiles)
    {
        if (IsCount || Count == 0)
        {
            return new Group(keys, Count, null, null, null, [], IsExact: true);
        }

        return new Group(
            keys, Count, Sum, OrderedNumber.ToQuantity(order, _min), OrderedNumber.ToQuantity(order, _max),
            [.. percentiles.Select(Percentile)], _samples?.IsExact ?? true);
    }

    public Quantity Sum => order == NumberOrder.Real ? Quantity.Of(_real + _lost) : Quantity.Of(_whole);

    /// <summary>By nearest rank: the least value that at least so many percent of the values do not exceed.</summary>
    private Quantity Percentile(double percent)
    {
        // In decimal digits, in which the percentage was meant: 99.9 % of 1000 values are 999, not one more.
        long rank = Math.Max(1, (long)Math.Ceiling((decimal)percent * Count / 100));
        ulong number = rank == 1 ? _min : rank == Count ? _max : _samples!.At(rank, _min, _max);
        return OrderedNumber.ToQuantity(order, number);
    }

    /// <summary>Adds without losing what is small beside the sum (Neumaier's improvement of Kahan's summation).</summary>
    private void AddReal(double value)
    {
        double sum = _real + value;
        if (double.IsFinite(sum))
        {
            _lost += Math.Abs(_real) >= Math.Abs(value) ? _real - sum + value : value - sum + _real;
        }

        _real = sum;
    }
}
