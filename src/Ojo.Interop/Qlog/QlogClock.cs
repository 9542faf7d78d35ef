using Ojo.Interop.Importing;

namespace Ojo.Interop.Qlog;

/// <summary>Makes nanoseconds since the run's start of a trace's times, in whatever form they are.</summary>
/// <remarks>
/// Times that count from the trace's own zero are decimal numbers and stay exact. Those that count from the Unix epoch are floating point numbers to
/// whoever wrote them, some tenths of a microsecond apart: what is exact there is the difference of two of them.
/// </remarks>
internal sealed class QlogClock
{
    // 1973: what is less is no time of a recording but a clock's own.
    private const long FirstPlausibleNs = 100_000_000_000_000_000;
    private const long MostNs = long.MaxValue / 2;

    // A trace whose own clock has been running for longer than that began when it began, not when its clock did.
    private const long LongNs = 60_000_000_000;

    private readonly QlogTimeForm _form;
    private readonly int _shift;
    private readonly double _toNs;
    private readonly double _zero;
    private readonly long _zeroNs;
    private long _delta;
    private long _latest;

    /// <summary>Makes a clock.</summary>
    /// <param name="head">What the trace says.</param>
    /// <param name="column">What the first event's time counts from where its column says so; else null.</param>
    /// <param name="first">The first event's time, as it is written.</param>
    /// <param name="otherwise">When the trace began where nothing says it.</param>
    public QlogClock(QlogHead head, QlogTimeForm? column, ReadOnlySpan<byte> first, DateTimeOffset otherwise)
    {
        _shift = head.Shift;
        _toNs = Math.Pow(10, _shift);
        bool isFirstKnown = DecimalNumber.TryScaled(first, _shift, out long firstNs);
        bool isEpochUnix = head.ReferenceDate is { } date && date == DateTimeOffset.UnixEpoch;
        bool isUnix = isFirstKnown && firstNs >= FirstPlausibleNs;
        _form = column ?? head.TimeForm ?? (head.HasEpoch ? QlogTimeForm.Relative : QlogTimeForm.Absolute);
        if (_form == QlogTimeForm.Relative && isUnix && (isEpochUnix || (head.ReferenceDate is null && head.ReferenceNumber.Length == 0)))
        {
            _form = QlogTimeForm.Absolute;
        }

        long? start = _form == QlogTimeForm.Absolute && isUnix ? firstNs
            : head.ReferenceDate is { } reference && !isEpochUnix ? (reference - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick
            : Plausible(head.ReferenceNumber);
        if ((_form == QlogTimeForm.Absolute && isUnix) || (start is null && isFirstKnown && firstNs > LongNs && _form != QlogTimeForm.Delta))
        {
            DecimalNumber.TryDouble(first, out _zero);
            _zeroNs = firstNs;
        }

        StartUnixNs = start ?? ((otherwise - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick);
        StartUnixNs = Math.Clamp(StartUnixNs + head.OffsetNs, 0, MostNs);
    }

    /// <summary>When the run started, Unix time in nanoseconds.</summary>
    public long StartUnixNs { get; }

    /// <summary>The time of the newest event, in nanoseconds since the run's start.</summary>
    public long NowNs { get; private set; }

    /// <summary>Whether an event came with an earlier time than one before it.</summary>
    public bool WentBack { get; private set; }

    /// <summary>Takes an event's time, as it is written. Where it is none, the time stands still.</summary>
    /// <returns>False where it is none.</returns>
    public bool TryTick(ReadOnlySpan<byte> time)
    {
        if (_form == QlogTimeForm.Absolute)
        {
            if (!DecimalNumber.TryDouble(time, out double value))
            {
                return false;
            }

            NowNs = (long)Math.Round(Math.Clamp((value - _zero) * _toNs, -MostNs, MostNs));
        }
        else if (!DecimalNumber.TryScaled(time, _shift, out long ns))
        {
            return false;
        }
        else
        {
            NowNs = _form == QlogTimeForm.Relative ? ns - _zeroNs : _delta = Math.Clamp(_delta + ns, -MostNs, MostNs);
        }

        WentBack |= NowNs < _latest;
        _latest = Math.Max(_latest, NowNs);
        return true;
    }

    /// <summary>A reference time's Unix time: some count it in other units than they should, and its size says in which.</summary>
    private static long? Plausible(ReadOnlySpan<byte> number)
    {
        // Seconds, milliseconds, microseconds, nanoseconds: the one that lies between 1973 and 2255.
        foreach (int shift in (ReadOnlySpan<int>)[6, 9, 3, 0])
        {
            if (DecimalNumber.TryScaled(number, shift, out long ns) && ns is >= FirstPlausibleNs and < MostNs)
            {
                return ns;
            }
        }

        return null;
    }
}
