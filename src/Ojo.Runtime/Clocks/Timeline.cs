namespace Ojo.Clocks;

/// <summary>Turns the ticks of a run's events into time since its start, in the unit of its files.</summary>
/// <remarks>More ticks never give less time. For one thread at a time.</remarks>
internal sealed class Timeline
{
    private const ulong NanosecondsPerMicrosecond = 1000;

    private readonly TickConversion _straight;
    private readonly bool _isMicroseconds;

    /// <summary>A clock that needs no anchors.</summary>
    public Timeline(TraceResolution resolution, long startTicks, long ticksPerSecond)
    {
        _isMicroseconds = resolution == TraceResolution.Microseconds;
        _straight = new TickConversion(startTicks, ticksPerSecond, _isMicroseconds ? 1_000_000 : 1_000_000_000);
    }

    /// <summary>A clock that is read by its anchors.</summary>
    public Timeline(TraceResolution resolution, AnchorLine line)
    {
        _isMicroseconds = resolution == TraceResolution.Microseconds;
        Line = line;
    }

    /// <summary>The anchors; null for a clock that needs none.</summary>
    public AnchorLine? Line { get; }

    /// <summary>Time since the start, in units, rounded down.</summary>
    public ulong ToUnits(long ticks)
    {
        if (Line is null)
        {
            return _straight.ToUnits(ticks);
        }

        ulong nanoseconds = Line.ToNanoseconds(ticks);
        return _isMicroseconds ? nanoseconds / NanosecondsPerMicrosecond : nanoseconds;
    }
}
