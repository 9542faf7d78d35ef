namespace Ojo.Storage.Analysis;

/// <summary>A group's values, for percentiles: every one as long as the question's budget lasts, a sketch after.</summary>
internal sealed class ValueSamples(NumberOrder order, SampleBudget budget)
{
    private const int PieceSize = 8192;

    // All of one list would hold three times as much each time that it grows, and a long array is only given back by the rarest collection.
    private readonly List<List<ulong>> _full = [];
    private List<ulong> _values = [];
    private ValueSketch? _sketch;
    private bool _isSorted;

    public bool IsExact => _sketch is null;

    public void Add(ulong number)
    {
        if (_sketch is null && budget.TryTake())
        {
            Keep(number);
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

        foreach (List<ulong> piece in other.Pieces)
        {
            foreach (ulong number in piece)
            {
                if (_sketch is null)
                {
                    Keep(number);
                }
                else
                {
                    _sketch.Add(OrderedNumber.ToDouble(order, number));
                }
            }

            if (_sketch is not null)
            {
                budget.GiveBack(piece.Count);
            }
        }

        other.Clear();
    }

    /// <summary>The value at a place in the order of all, counted from 1; nearly, where they are not exact.</summary>
    /// <param name="rank">The place.</param>
    /// <param name="min">No value is less.</param>
    /// <param name="max">No value is greater.</param>
    public ulong At(long rank, ulong min, ulong max)
    {
        if (_sketch is ValueSketch sketch)
        {
            double value = sketch.At(rank);
            return Math.Clamp(FromDouble(value), min, max);
        }

        if (!_isSorted)
        {
            foreach (List<ulong> piece in Pieces)
            {
                piece.Sort();
            }

            _isSorted = true;
        }

        return _full.Count == 0 ? _values[(int)rank - 1] : Search(rank, min, max);
    }

    private IEnumerable<List<ulong>> Pieces => _full.Append(_values);

    /// <summary>The least value that at least so many do not exceed.</summary>
    private ulong Search(long rank, ulong min, ulong max)
    {
        while (min < max)
        {
            ulong middle = min + ((max - min) / 2);
            if (Pieces.Sum(piece => CountUpTo(piece, middle)) >= rank)
            {
                max = middle;
            }
            else
            {
                min = middle + 1;
            }
        }

        return min;
    }

    private static long CountUpTo(List<ulong> sorted, ulong number)
    {
        (int low, int high) = (0, sorted.Count);
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            (low, high) = sorted[middle] <= number ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private void Keep(ulong number)
    {
        _isSorted = false;
        if (_values.Count == PieceSize)
        {
            _full.Add(_values);
            _values = new List<ulong>(PieceSize);
        }

        _values.Add(number);
    }

    private ValueSketch ToSketch()
    {
        _sketch = new ValueSketch();
        foreach (List<ulong> piece in Pieces)
        {
            foreach (ulong number in piece)
            {
                _sketch.Add(OrderedNumber.ToDouble(order, number));
            }

            budget.GiveBack(piece.Count);
        }

        Clear();
        return _sketch;
    }

    private void Clear()
    {
        _full.Clear();
        _values = [];
    }

    private ulong FromDouble(double value) => order switch
    {
        NumberOrder.Unsigned => value >= ulong.MaxValue ? ulong.MaxValue : (ulong)Math.Max(0, value),
        NumberOrder.Signed => OrderedNumber.OfSigned(value >= long.MaxValue ? long.MaxValue : value <= long.MinValue ? long.MinValue : (long)value),
        _ => OrderedNumber.OfReal(value),
    };
}
