using System.Diagnostics;
using Ojo.Clocks;

namespace Ojo.Runtime.Tests.Clocks;

public sealed unsafe class ClockCalibrationTests
{
    [Fact]
    public void A_counter_that_the_kernel_has_left_is_left_with_its_times_kept()
    {
        Assert.SkipUnless(ShiftedCounter.IsPossible, "There is no counter here.");
        bool isTrusted = true;
        using ShiftedCounter counter = new();
        TimestampCounter.Substitute = CounterSource.Of(ClockKind.Tsc, counter.Code, isTried: true, () => isTrusted);
        RunClock clock = RunClock.Start(TraceResolution.Nanoseconds, TraceClock.Auto);
        ClockPage page = default;
        ClockCalibration calibration = new(clock, &page);
        calibration.LookAtKernelAt(0);
        calibration.Calibrate();
        Assert.Null(calibration.TakeWarning());
        long byCounter = clock.Events.Read();
        isTrusted = false;
        calibration.LookAtKernelAt(0);
        calibration.Calibrate();
        long byStopwatch = clock.Events.Read();
        Assert.Equal((true, true), (byCounter < EventClock.AfterCounter, byStopwatch > EventClock.AfterCounter));
        Assert.Contains("kernel", calibration.TakeWarning(), StringComparison.Ordinal);
        Assert.Null(calibration.TakeWarning());
        double now = Stopwatch.GetElapsedTime(clock.AtStart.StopwatchTicks).TotalNanoseconds;
        Assert.InRange(calibration.Timeline.ToUnits(byStopwatch), calibration.Timeline.ToUnits(byCounter), now);
        Assert.Equal(calibration.Timeline.ToUnits(byStopwatch), new Timeline(TraceResolution.Nanoseconds, page.Load()!).ToUnits(byStopwatch));
    }

    [Fact]
    public void Anchors_are_a_second_apart_where_nothing_is_written()
    {
        Assert.SkipUnless(ShiftedCounter.IsPossible, "There is no counter here.");
        using ShiftedCounter counter = new();
        RunClock clock = RunClock.Start(TraceResolution.Nanoseconds, TraceClock.Auto);
        ClockPage page = default;
        ClockCalibration calibration = new(clock, &page);
        for (int n = 0; n < 1000; n++)
        {
            calibration.Keep();
        }

        double seconds = Stopwatch.GetElapsedTime(clock.AtStart.StopwatchTicks).TotalSeconds;
        Assert.InRange(page.Load()!.Anchors.Count, 1, 1 + (int)seconds);
    }

    [Fact]
    public void Stopwatch_needs_no_anchors()
    {
        RunClock clock = RunClock.Start(TraceResolution.Nanoseconds, TraceClock.Stopwatch);
        ClockPage page = default;
        ClockCalibration calibration = new(clock, &page);
        calibration.Calibrate();
        calibration.Keep();
        Assert.Null(calibration.Timeline.Line);
        Assert.Null(page.Load());
        Assert.Equal(5ul, calibration.Timeline.ToUnits(clock.AtStart.Ticks + (5 * Stopwatch.Frequency / 1_000_000_000)));
    }
}
