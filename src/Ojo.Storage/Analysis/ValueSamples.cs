namespace Ojo.Storage.Analysis;

/// <summary>A group's values, for percentiles: every one as long as the question's budget lasts, a sketch after.</summary>
internal sealed class ValueSamples(NumberOrder order, SampleBudget budget)
{
    private List<ulong> _values = [];
    private ValueSketch? _sketch;
    private bool _isSorted;

    public bool IsExact => _sketch is null;

    public void Add(ulong number)
    {
        if (_sketch is null && budget.TryTake())
        {
            _isSorted = false;
            _values.Add(number);
        }
        else
        {
            (_sketch ?? ToSketch()).Add(OrderedNumber.ToDouble(order, number));
        }
    }

    /// <summary>Takes another group's values over, which has none then.</summary>
    public void Take(ValueSamples other)
    {
        if (other._sketch is ValueSketch sketch)
        {
            (_sketch ?? ToSketch()).Add(sketch);
            return;
        }

        if (_sketch is null)
        {
            _values.AddRange(other._values);
            _isSorted = false;
        }
        else
        {
            other._values.ForEach(number => _sketch.Add(OrderedNumber.ToDouble(order, number)));
            budget.GiveBack(other._values.Count);
        }

        other._values = [];
    }

    /// <summary>The value at a place in the order of all, counted from 1; nearly, where they are not exact.</summary>
    public ulong At(long rank, ulong min, ulong max)
    {
        if (_sketch is ValueSketch sketch)
        {
            double value = sketch.At(rank);
            return Math.Clamp(FromDouble(value), min, max);
        }

        if (!_isSorted)
        {
            _values.Sort();
            _isSorted = true;
        }

        return _values[(int)rank - 1];
    }

    private ValueSketch ToSketch()
    {
        _sketch = new ValueSketch();
        foreach (ulong number in _values)
        {
            _sketch.Add(OrderedNumber.ToDouble(order, number));
        }

        budget.GiveBack(_values.Count);
        _values = [];
        return _sketch;
    }

    private ulong FromDouble(double value) => order switch
    {
        NumberOrder.Unsigned => value >= ulong.MaxValue ? ulong.MaxValue : (ulong)Math.Max(0, value),
        NumberOrder.Signed => OrderedNumber.OfSigned(value >= long.MaxValue ? long.MaxValue : value <= long.MinValue ? long.MinValue : (long)value),
        _ => OrderedNumber.OfReal(value),
    };
}
