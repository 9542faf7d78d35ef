namespace Ojo.Interop.Pcap;

/// <summary>The segments of one direction that are not acknowledged yet, in order of their ends; of those with one end, the first sent is the first.</summary>
/// <param name="budget">How many there may be in all connections together.</param>
internal sealed class SentSegments(SegmentBudget budget)
{
    /// <summary>How many are kept: beyond, the acknowledgements are not in the capture.</summary>
    public const int Most = 10_000;

    private SentSegment[] _segments = [];
    private int _first;

    public int Count { get; private set; }

    /// <summary>Whether some may cover what others do, or begin before those that end before them.</summary>
    public bool Overlaps { get; private set; }

    public Span<SentSegment> Span => _segments.AsSpan(_first, Count);

    /// <summary>Adds a segment, unless there are too many.</summary>
    public void Add(SentSegment segment)
    {
        if (Count >= Most || !budget.TryTake())
        {
            return;
        }

        if (_first + Count == _segments.Length)
        {
            MakeRoom();
        }

        int at = Count;
        Overlaps |= Count > 0 && segment.Sequence < _segments[_first + Count - 1].End;
        Span<SentSegment> all = _segments.AsSpan(_first, Count + 1);
        if (Count > 0 && all[Count - 1].End > segment.End)
        {
            at = FirstBehind(segment.End);
            all[at..Count].CopyTo(all[(at + 1)..]);
        }

        all[at] = segment;
        Count++;
    }

    /// <summary>Forgets the first ones.</summary>
    public void RemoveFirst(int count)
    {
        _first += count;
        Count -= count;
        budget.Return(count);
        if (Count == 0)
        {
            (_first, Overlaps) = (0, false);
        }
    }

    /// <summary>How many sequence numbers lie between the lowest and the highest.</summary>
    public long Extent
    {
        get
        {
            if (Count == 0)
            {
                return 0;
            }

            ReadOnlySpan<SentSegment> all = Span;
            long lowest = all[0].Sequence;
            if (Overlaps)
            {
                foreach (ref readonly SentSegment segment in all)
                {
                    lowest = Math.Min(lowest, segment.Sequence);
                }
            }

            return all[^1].End - lowest;
        }
    }

    /// <summary>The place of the first whose end lies behind a sequence number.</summary>
    public int FirstBehind(long sequence)
    {
        ReadOnlySpan<SentSegment> all = Span;
        (int low, int high) = (0, all.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = all[middle].End <= sequence ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private void MakeRoom()
    {
        SentSegment[] target = Count * 2 <= _segments.Length && _segments.Length > 0 ? _segments : new SentSegment[Math.Max(8, _segments.Length * 2)];
        Span.CopyTo(target);
        (_segments, _first) = (target, 0);
    }
}
