using System.Diagnostics;

namespace Ojo.Clocks;

/// <summary>When a run started, by the wall clock and by the clock that its events are timed with.</summary>
internal sealed class RunClock
{
    private RunClock(TraceResolution resolution, CounterSource? counter, DateTime startedAt, ClockReading start, ulong batchStart)
    {
        Resolution = resolution;
        Counter = counter;
        Kind = counter?.Kind ?? ClockKind.Stopwatch;
        Events = new EventClock(counter?.Code ?? 0);
        TicksPerSecond = counter?.TicksPerSecond ?? Stopwatch.Frequency;
        StartedAt = startedAt;
        AtStart = start;
        BatchStart = batchStart;
    }

    private RunClock(RunClock other, ulong batchStart)
    {
        Resolution = other.Resolution;
        Counter = other.Counter;
        Kind = other.Kind;
        Events = other.Events;
        TicksPerSecond = other.TicksPerSecond;
        StartedAt = other.StartedAt;
        AtStart = other.AtStart;
        Warning = other.Warning;
        BatchStart = batchStart;
    }

    public TraceResolution Resolution { get; }

    /// <summary>The version of the run's trace files.</summary>
    public int Version => Resolution == TraceResolution.Microseconds ? 1 : 2;

    /// <summary>The counter, if the events are timed with it, at least in the beginning.</summary>
    public CounterSource? Counter { get; }

    /// <summary>What the events are timed with, at least in the beginning.</summary>
    public ClockKind Kind { get; }

    /// <summary>What the events read.</summary>
    public EventClock Events { get; }

    /// <summary>The clock's ticks at the start, and those of Stopwatch.</summary>
    public ClockReading AtStart { get; }

    /// <summary>How fast the clock ticks; for a counter, nearly.</summary>
    public long TicksPerSecond { get; }

    public DateTime StartedAt { get; }

    /// <summary>Unix time of the start, in the version's unit.</summary>
    public ulong BatchStart { get; }

    /// <summary>What the user should know of the choice of clock; null if it is the one that was asked for.</summary>
    public string? Warning { get; private init; }

    /// <summary>What the run file calls the clock.</summary>
    public string Word
    {
        get
        {
            string word = Kind switch
            {
                ClockKind.Tsc => "tsc",
                ClockKind.Cntvct => "cntvct",
                _ => "stopwatch",
            };
            return Kind != ClockKind.Stopwatch && Events.Counter == 0 ? word + ", then stopwatch" : word;
        }
    }

    /// <summary>Starts a run now.</summary>
    public static RunClock Start(TraceResolution resolution, TraceClock clock = TraceClock.Stopwatch)
    {
        CounterSource? counter = clock == TraceClock.Stopwatch ? null : TimestampCounter.Source;
        string? warning = clock == TraceClock.TimestampCounter && counter!.Missing is { } why
            ? $"The time stamp counter cannot be had, as {why}; times are read from Stopwatch."
            : null;
        if (counter is not null && (counter.Missing is not null || (clock == TraceClock.Auto && !counter.IsTried)))
        {
            counter = null;
        }

        ClockReading start = counter is null ? StopwatchOnly() : ClockReading.Take(counter.Code);
        DateTime startedAt = DateTime.UtcNow;
        long unixTicks = startedAt.Ticks - DateTime.UnixEpoch.Ticks;
        long batchStart = resolution == TraceResolution.Microseconds
            ? unixTicks / TimeSpan.TicksPerMicrosecond
            : unixTicks * TimeSpan.NanosecondsPerTick;
        return new RunClock(resolution, counter, startedAt, start, (ulong)batchStart) { Warning = warning };
    }

    /// <summary>The same start with a batch start one unit later, for a run whose name is taken.</summary>
    public RunClock OneLater() => new(this, BatchStart + 1);

    private static ClockReading StopwatchOnly()
    {
        long ticks = Stopwatch.GetTimestamp();
        return new ClockReading(ticks, ticks);
    }
}
