using System.Runtime.CompilerServices;

namespace Ojo.Clocks;

/// <summary>Turns ticks into nanoseconds along straight lines from anchor to anchor.</summary>
/// <remarks>
/// At an anchor the result is the anchor's, exactly; more ticks never give less time. A new anchor changes nothing about
/// what is up to the one before it, so what has been converted stays as it is. For one thread at a time.
/// </remarks>
internal sealed class AnchorLine
{
    /// <summary>How many anchors are kept at most.</summary>
    public const int MostAnchors = ClockTable.MostAnchors;

    private const int KeptWhenAllIsWritten = 8;
    private const int SlopeBits = 48;
    private const long NanosecondsPerSecond = 1_000_000_000;

    // What a time since a start may be: a hundred years, so that nothing overflows whatever a damaged file says.
    private const ulong MostNanoseconds = 1UL << 62;

    private readonly List<ClockAnchor> _anchors = [];
    private int _inUse;

    // The line that is in force for ticks from _from to _end, and its slope in 2⁻⁴⁸ nanoseconds per tick.
    private long _from;
    private ulong _length;
    private ulong _base;
    private ulong _slope;

    /// <param name="first">The earliest anchor.</param>
    /// <param name="ticksPerSecond">The slope before the first anchor and after the last.</param>
    public AnchorLine(ClockAnchor first, long ticksPerSecond)
        : this([first], ticksPerSecond)
    {
    }

    /// <param name="anchors">One or more anchors in order.</param>
    /// <param name="ticksPerSecond">The slope before the first anchor and after the last.</param>
    public AnchorLine(ReadOnlySpan<ClockAnchor> anchors, long ticksPerSecond)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ticksPerSecond);
        ArgumentOutOfRangeException.ThrowIfZero(anchors.Length);
        TicksPerSecond = ticksPerSecond;
        foreach (ClockAnchor anchor in anchors)
        {
            TryAdd(anchor);
        }
    }

    /// <summary>The anchors in order: each has more ticks than the one before it, and no less time.</summary>
    public IReadOnlyList<ClockAnchor> Anchors => _anchors;

    /// <summary>The newest anchor.</summary>
    public ClockAnchor Last => _anchors[^1];

    /// <summary>The slope before the first anchor and after the last.</summary>
    public long TicksPerSecond { get; private set; }

    /// <summary>Adds an anchor at the end.</summary>
    /// <returns>False if it has no more ticks than the last: then it is left out.</returns>
    public bool TryAdd(ClockAnchor anchor)
    {
        if (_anchors.Count > 0)
        {
            if (anchor.Ticks <= Last.Ticks)
            {
                return false;
            }

            anchor = anchor with { Nanoseconds = Math.Max(anchor.Nanoseconds, Last.Nanoseconds) };
        }

        if (_anchors.Count == MostAnchors)
        {
            Thin();
        }

        _anchors.Add(anchor);
        _length = 0;
        return true;
    }

    /// <summary>Changes the slope after the last anchor.</summary>
    public void SetSpeed(long ticksPerSecond)
    {
        TicksPerSecond = ticksPerSecond;
        _length = 0;
    }

    /// <summary>Says that times have been given away which the anchors up to now made: these are not thinned out.</summary>
    public void KeepWhatIsInUse() => _inUse = _anchors.Count;

    /// <summary>Says that of the earlier ticks only few will be asked for again: those of threads that were held up.</summary>
    public void ForgetTheEarliest()
    {
        _anchors.RemoveRange(0, Math.Max(0, _anchors.Count - KeptWhenAllIsWritten));
        _inUse = _anchors.Count;
        _length = 0;
    }

    /// <summary>The time at <paramref name="ticks"/>, at least 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ToNanoseconds(long ticks)
    {
        ulong along = (ulong)ticks - (ulong)_from;
        return along < _length ? _base + Times(along, _slope) : ToNanosecondsElsewhere(ticks);
    }

    private static ulong Times(ulong ticks, ulong slope)
    {
        ulong high = Math.BigMul(ticks, slope, out ulong low);
        return high >> SlopeBits != 0
            ? MostNanoseconds
            : Math.Min(MostNanoseconds, (high << (64 - SlopeBits)) | (low >> SlopeBits));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong ToNanosecondsElsewhere(long ticks)
    {
        ClockAnchor first = _anchors[0];
        if (ticks < first.Ticks)
        {
            // Rare, and so not remembered: a record that a thread finished long after it had read the clock.
            Int128 before = ((Int128)first.Ticks - ticks) * NanosecondsPerSecond / TicksPerSecond;
            return before >= first.Nanoseconds ? 0 : (ulong)(first.Nanoseconds - (long)before);
        }

        int at = IndexOfLine(ticks);
        ClockAnchor from = _anchors[at];
        bool isLast = at == _anchors.Count - 1;
        long end = isLast ? long.MaxValue : _anchors[at + 1].Ticks;
        _from = from.Ticks;
        _length = (ulong)end - (ulong)from.Ticks;
        _base = (ulong)Math.Max(0, from.Nanoseconds);
        _slope = isLast
            ? Slope(NanosecondsPerSecond, (ulong)TicksPerSecond)
            : Slope((ulong)(_anchors[at + 1].Nanoseconds - from.Nanoseconds), _length);
        return _base + Times((ulong)ticks - (ulong)_from, _slope);
    }

    /// <summary>Rounded down, so that a line never ends above the beginning of the next.</summary>
    private static ulong Slope(ulong nanoseconds, ulong ticks)
    {
        UInt128 slope = ((UInt128)nanoseconds << SlopeBits) / ticks;
        return slope > ulong.MaxValue ? ulong.MaxValue : (ulong)slope;
    }

    private int IndexOfLine(long ticks)
    {
        int low = 0;
        int high = _anchors.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            (low, high) = _anchors[middle].Ticks <= ticks ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    /// <summary>
    /// Leaves out every second anchor that no time depends on yet; the earliest if there is none such. That happens where
    /// events wait for long, because files cannot be written or because a flight recorder keeps them.
    /// </summary>
    private void Thin()
    {
        for (int at = _anchors.Count - 2; at >= _inUse; at -= 2)
        {
            _anchors.RemoveAt(at);
        }

        if (_anchors.Count == MostAnchors)
        {
            _anchors.RemoveAt(0);
            _inUse--;
        }
    }
}
