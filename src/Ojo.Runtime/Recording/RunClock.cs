using System.Diagnostics;

namespace Ojo.Recording;

/// <summary>When a run started, by the wall clock and by the clock that its events are timed with.</summary>
internal sealed class RunClock
{
    private RunClock(TraceResolution resolution, long startTicks, DateTime startedAt, ulong batchStart)
    {
        Resolution = resolution;
        StartTicks = startTicks;
        StartedAt = startedAt;
        BatchStart = batchStart;
    }

    public TraceResolution Resolution { get; }

    /// <summary>The version of the run's trace files.</summary>
    public int Version => Resolution == TraceResolution.Microseconds ? 1 : 2;

    public long StartTicks { get; }

    public DateTime StartedAt { get; }

    /// <summary>Unix time of the start, in the version's unit.</summary>
    public ulong BatchStart { get; }

    public static RunClock Start(TraceResolution resolution)
    {
        long startTicks = Stopwatch.GetTimestamp();
        DateTime startedAt = DateTime.UtcNow;
        long unixTicks = startedAt.Ticks - DateTime.UnixEpoch.Ticks;
        long batchStart = resolution == TraceResolution.Microseconds
            ? unixTicks / TimeSpan.TicksPerMicrosecond
            : unixTicks * TimeSpan.NanosecondsPerTick;
        return new RunClock(resolution, startTicks, startedAt, (ulong)batchStart);
    }

    /// <summary>The same start with a batch start one unit later, for a run whose name is taken.</summary>
    public RunClock OneLater() => new(Resolution, StartTicks, StartedAt, BatchStart + 1);

    /// <summary>Turns ticks of the clock into time since the start, in the version's unit.</summary>
    public TickConversion Conversion() =>
        new(StartTicks, Stopwatch.Frequency, Resolution == TraceResolution.Microseconds ? 1_000_000 : 1_000_000_000);
}
