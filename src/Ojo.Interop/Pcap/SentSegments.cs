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
            _first = 0;
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
