using System.Diagnostics;

namespace Ojo.Clocks;

/// <summary>Keeps a run's counter in step with Stopwatch: takes anchors, and notes them in the ring for a salvager.</summary>
/// <remarks>
/// An anchor is taken after it is fixed which records are to be written, so these are all before it, and their times
/// lie between two readings of both clocks: no error adds up. For one thread at a time.
/// </remarks>
internal sealed unsafe class ClockCalibration
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const long SecondsBetweenLooks = 10;

    // Kernels that set a clock right change its speed by less than a tenth; a counter that is off by more is no clock.
    private const int MostDeviation = 8;
    private const long MostJitterNanoseconds = 1_000_000;

    private readonly RunClock _clock;
    private readonly ClockPage* _page;
    private string? _warning;
    private long _nextLook = SecondsBetweenLooks * NanosecondsPerSecond;

    public ClockCalibration(RunClock clock, ClockPage* page)
    {
        _clock = clock;
        _page = page;
        _warning = clock.Warning;
        if (clock.Kind == ClockKind.Stopwatch)
        {
            Timeline = new Timeline(clock.Resolution, clock.AtStart.Ticks, clock.TicksPerSecond);
            return;
        }

        Timeline = new Timeline(clock.Resolution, new AnchorLine(new ClockAnchor(clock.AtStart.Ticks, 0), clock.TicksPerSecond));
        page->Kind = (uint)clock.Kind;
        page->Store(Timeline.Line!);
    }

    /// <summary>How the run's ticks become time.</summary>
    public Timeline Timeline { get; }

    /// <summary>What the user should know and has not been told; null if there is nothing.</summary>
    public string? TakeWarning() => Interlocked.Exchange(ref _warning, null);

    /// <summary>Says when after the start it is looked next whether the kernel trusts the counter; every ten seconds from then on.</summary>
    public void LookAtKernelAt(long nanoseconds) => _nextLook = nanoseconds;

    /// <summary>Takes an anchor if there has been none for a second: for a ring that little or nothing is written of.</summary>
    public void Keep()
    {
        if (_clock.Events.Counter != 0
            && SinceStart(Stopwatch.GetTimestamp()) - Timeline.Line!.Last.Nanoseconds > NanosecondsPerSecond)
        {
            Calibrate();
        }
    }

    /// <summary>Takes an anchor, if the clock is one that needs it.</summary>
    public void Calibrate()
    {
        nint counter = _clock.Events.Counter;
        if (counter == 0)
        {
            return;
        }

        AnchorLine line = Timeline.Line!;
        ClockReading reading = ClockReading.Take(counter);
        ClockAnchor anchor = new(reading.Ticks, SinceStart(reading.StopwatchTicks));
        ClockAnchor last = line.Last;
        Int128 expected = (Int128)(anchor.Nanoseconds - last.Nanoseconds) * line.TicksPerSecond / NanosecondsPerSecond;
        Int128 deviation = Int128.Abs((Int128)anchor.Ticks - last.Ticks - expected);
        if (deviation > (expected / MostDeviation) + ((Int128)MostJitterNanoseconds * line.TicksPerSecond / NanosecondsPerSecond))
        {
            line.TryAdd(anchor with { Ticks = last.Ticks + (long)expected });
            GoOverToStopwatch(
                reading,
                "The processor's counter jumped, as it may when a machine is suspended or moved: times are read from Stopwatch from now on, and those of the last "
                + "events before are not exact.");
            return;
        }

        if (line.TryAdd(anchor))
        {
            long speed = ClockReading.Speed(anchor.Ticks - _clock.AtStart.Ticks, anchor.Nanoseconds, NanosecondsPerSecond);
            line.SetSpeed(speed > 0 ? speed : line.TicksPerSecond);
        }

        if (anchor.Nanoseconds >= _nextLook)
        {
            _nextLook = anchor.Nanoseconds + (SecondsBetweenLooks * NanosecondsPerSecond);
            if (!_clock.Counter!.IsTrusted)
            {
                GoOverToStopwatch(reading, "The kernel does not read the time from the processor's counter any more: times are read from Stopwatch from now on.");
                return;
            }
        }

        _page->Store(line);
    }

    /// <summary>
    /// What comes is timed by Stopwatch. What the counter said of later instants than this cannot be timed any better than
    /// to lie between the last anchor and now.
    /// </summary>
    private void GoOverToStopwatch(ClockReading reading, string warning)
    {
        AnchorLine line = Timeline.Line!;
        line.TryAdd(new ClockAnchor(reading.StopwatchTicks | EventClock.AfterCounter, SinceStart(reading.StopwatchTicks)));
        line.SetSpeed(Stopwatch.Frequency);
        _page->Store(line);
        _clock.Events.GoOverToStopwatch();
        _warning = warning;
    }

    private long SinceStart(long stopwatchTicks) =>
        (long)((Int128)(stopwatchTicks - _clock.AtStart.StopwatchTicks) * NanosecondsPerSecond / Stopwatch.Frequency);
}
