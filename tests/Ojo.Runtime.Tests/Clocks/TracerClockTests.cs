using System.Diagnostics;
using System.IO.MemoryMappedFiles;
using Ojo.Clocks;
using Ojo.Format;
using Ojo.Recording;
using Ojo.Runtime.Tests.Salvage;

namespace Ojo.Runtime.Tests.Clocks;

/// <summary>Tracers whose events are timed by the counter.</summary>
public sealed class TracerClockTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly List<string> _warnings = [];

    private TracerOptions Options => new()
    {
        Directory = _directory.Path,
        Resolution = TraceResolution.Nanoseconds,
        BufferSize = 8 * RingLayout.ChunkSize,
        OnWarning = _warnings.Add,
    };

    public void Dispose()
    {
        TimestampCounter.Substitute = null;
        _directory.Dispose();
    }

    [Theory]
    [InlineData(TraceClock.Auto)]
    [InlineData(TraceClock.TimestampCounter)]
    public void The_run_file_says_that_the_counter_was_read(TraceClock clock)
    {
        SkipWithoutCounter();
        using (Tracer tracer = Tracer.Create(Options with { Clock = clock }))
        {
            tracer.Write(1, 0x10001, 1);
            Assert.Equal("tsc", tracer.Run!.Clock);
        }

        Assert.Equal("tsc", ReadRun().Clock);
        Assert.Empty(_warnings);
    }

    [Fact]
    public void Where_there_is_no_counter_Auto_says_nothing_and_asking_for_it_gets_one_warning()
    {
        TimestampCounter.Substitute = CounterSource.None("the system allows no executable pages");
        using (Tracer tracer = Tracer.Create(Options))
        {
            tracer.Write(1, 0x10001, 1);
            tracer.Flush();
            Assert.Equal("stopwatch", tracer.Run!.Clock);
        }

        Assert.Empty(_warnings);
        using (Tracer tracer = Tracer.Create(Options with { Clock = TraceClock.TimestampCounter }))
        {
            tracer.Write(1, 0x10001, 1);
            tracer.Flush();
            tracer.Flush();
            Assert.Equal("stopwatch", tracer.Run!.Clock);
        }

        Assert.Contains("as the system allows no executable pages", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Auto_leaves_a_counter_alone_that_was_never_tried()
    {
        SkipWithoutCounter();
        TimestampCounter.Substitute = CounterSource.Of(ClockKind.Cntvct, TimestampCounter.Source.Code, isTried: false);
        using Tracer tracer = Tracer.Create(Options);
        Assert.Equal("stopwatch", tracer.Run!.Clock);
        using Tracer asked = Tracer.Create(Options with { Clock = TraceClock.TimestampCounter });
        Assert.Equal("cntvct", asked.Run!.Clock);
        Assert.Empty(_warnings);
    }

    [Fact]
    public void Tracers_with_different_clocks_in_one_process_are_all_right()
    {
        SkipWithoutCounter();
        long before = Stopwatch.GetTimestamp();
        using Tracer counter = Tracer.Create(Options with { Directory = Path.Combine(_directory.Path, "counter") });
        using Tracer stopwatch = Tracer.Create(Options with { Directory = Path.Combine(_directory.Path, "stopwatch"), Clock = TraceClock.Stopwatch });
        List<(Tracer Tracer, long After)> written = [];
        for (uint n = 0; n < 100; n++)
        {
            foreach (Tracer tracer in (Tracer[])[counter, stopwatch])
            {
                tracer.Write(n, 0x10001, 1);
                written.Add((tracer, Stopwatch.GetTimestamp()));
                tracer.Write(n, 0x10001, 1, 2);
                tracer.Write(n, 0x10001, [1], "text");
            }
        }

        counter.Flush();
        stopwatch.Flush();
        foreach (Tracer tracer in (Tracer[])[counter, stopwatch])
        {
            ulong most = (ulong)Stopwatch.GetElapsedTime(before).TotalNanoseconds;
            ulong[] times = TimesIn(Path.Combine(tracer.Directory!, "output"));
            Assert.Equal(300, times.Length);
            Assert.Equal(times.Order(), times);
            Assert.InRange(times[^1], 1ul, most);
        }
    }

    [Fact]
    public void Times_agree_with_Stopwatch_across_calibrations()
    {
        SkipWithoutCounter();
        using Tracer tracer = Tracer.Create(Options);
        long start = tracer.Session!.ClockStart;
        List<(long Before, long After)> calls = [];
        for (int round = 0; round < 20; round++)
        {
            for (uint n = 0; n < 50; n++)
            {
                long before = Stopwatch.GetTimestamp();
                tracer.Write(1, 0x10001, n);
                calls.Add((before, Stopwatch.GetTimestamp()));
            }

            tracer.Flush();
        }

        // Each anchor is exact to the few tens of nanoseconds that its three readings take.
        const long Slack = 20_000;
        ulong[] times = TimesIn(_directory.Output);
        Assert.Equal(calls.Count, times.Length);
        for (int n = 0; n < times.Length; n++)
        {
            long before = Nanoseconds(calls[n].Before - start);
            long after = Nanoseconds(calls[n].After - start);
            Assert.InRange((long)times[n], before - Slack, after + Slack);
        }

        static long Nanoseconds(long ticks) => (long)((Int128)ticks * 1_000_000_000 / Stopwatch.Frequency);
    }

    [Fact]
    public void Cause_and_effect_in_two_threads_are_never_further_the_wrong_way_round_than_a_microsecond()
    {
        SkipWithoutCounter();
        const int Turns = 20_000;
        const long Bound = 1000;
        using (Tracer tracer = Tracer.Create(Options with { BufferSize = 64 * RingLayout.ChunkSize }))
        {
            int turn = 0;
            Thread[] players = [.. Enumerable.Range(0, 2).Select(me => new Thread(() =>
            {
                SpinWait spin = default;
                for (int n = me; n < Turns; n += 2)
                {
                    while (Volatile.Read(ref turn) != n)
                    {
                        spin.SpinOnce(sleep1Threshold: -1);
                    }

                    tracer.Write((uint)me, 0x10001, (ulong)n);
                    Volatile.Write(ref turn, n + 1);
                }
            }))];
            Array.ForEach(players, static player => player.Start());
            Array.ForEach(players, static player => player.Join());
        }

        ulong[] byTurn = new ulong[Turns];
        foreach (TraceRecord record in TraceFiles.ReadAll(_directory.Output))
        {
            byTurn[record.Payload] = record.TsDelta;
        }

        for (int n = 1; n < Turns; n++)
        {
            Assert.True((long)byTurn[n] >= (long)byTurn[n - 1] - Bound, $"{byTurn[n]} ns after {byTurn[n - 1]} ns, at turn {n}");
        }
    }

    [Theory]
    [InlineData(-10_000_000_000_000)]
    [InlineData(-1_000_000_000)]
    [InlineData(10_000_000_000_000)]
    public void A_counter_that_jumps_gives_way_to_Stopwatch_and_no_time_goes_back(long jump)
    {
        SkipWithoutCounter();
        using ShiftedCounter counter = new();
        using Tracer tracer = Tracer.Create(Options, startFlusher: false);
        Write(tracer, 1);
        tracer.Session!.Round.TryRun(isLast: false, hasFailed: false);
        Assert.Equal("tsc", tracer.Run!.Clock);
        Write(tracer, 2);
        counter.Shift = jump;
        Write(tracer, 3);
        tracer.Session.Round.TryRun(isLast: false, hasFailed: false);
        Write(tracer, 4);
        tracer.Session.StartFlusher();
        tracer.Flush();
        Assert.Equal("tsc, then stopwatch", tracer.Run!.Clock);
        Assert.Equal("tsc, then stopwatch", ReadRun().Clock);
        Assert.Contains("jumped", Assert.Single(_warnings), StringComparison.Ordinal);
        List<TraceRecord> records = TraceFiles.ReadAll(_directory.Output);
        Assert.Equal([1u, 2u, 3u, 4u], records.Select(static record => record.FlowId).Distinct());
        Assert.Equal(records.Select(static record => record.TsDelta).Order(), records.Select(static record => record.TsDelta));
        Assert.InRange(records[^1].TsDelta, 1ul, (ulong)Stopwatch.GetElapsedTime(tracer.Session.ClockStart).TotalNanoseconds);
    }

    [Fact]
    public void However_the_two_clocks_waver_the_times_of_a_thread_do_not_go_back()
    {
        SkipWithoutCounter();
        using ShiftedCounter counter = new();
        Random random = new(1);
        using Tracer tracer = Tracer.Create(Options, startFlusher: false);
        long last = 0;
        for (uint round = 0; round < 300; round++)
        {
            Write(tracer, 1);
            counter.Shift += random.Next(-200_000, 200_000);
            Write(tracer, 1);
            if (random.Next(3) > 0)
            {
                Assert.Null(tracer.Session!.Round.TryRun(isLast: false, hasFailed: false));
            }

            last = Stopwatch.GetTimestamp();
        }

        tracer.Session!.StartFlusher();
        tracer.Flush();
        ulong[] times = TimesIn(_directory.Output);
        Assert.Equal(600 * 100, times.Length);
        Assert.Equal(times.Order(), times);
        Assert.InRange(times[^1], 1ul, Since(tracer, last) + 2_000_000);
    }

    [Fact]
    public void A_dead_process_s_clock_page_that_makes_no_sense_costs_no_event()
    {
        SkipWithoutCounter();
        Assert.SkipUnless(CrashImage.IsPossible, "Needs a program that copies locked files.");
        using Tracer tracer = Tracer.Create(Options, startFlusher: false);
        Write(tracer, 1);
        using CrashImage image = new(_directory.Path);
        using (FileStream file = File.OpenWrite(image.Ring))
        {
            file.Position = RingLayout.ClockOffset + 4;
            file.Write([9, 9, 9, 9]);
        }

        List<string> log = [];
        TraceSalvage.Run(image.Path, log.Add);
        Assert.Contains(log, static line => line.Contains("clock", StringComparison.Ordinal));
        ulong[] times = TimesIn(image.Output);
        Assert.Equal(100, times.Length);
        Assert.Equal(times.Order(), times);
        tracer.Session!.StartFlusher();
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    public void The_events_of_a_dead_process_are_where_its_flusher_would_have_put_them(int rounds, bool jumped)
    {
        SkipWithoutCounter();
        Assert.SkipUnless(CrashImage.IsPossible, "Needs a program that copies locked files.");
        using ShiftedCounter counter = new();
        using Tracer tracer = Tracer.Create(Options, startFlusher: false);
        for (uint round = 0; round < rounds; round++)
        {
            Write(tracer, round);
            tracer.Session!.Round.TryRun(isLast: false, hasFailed: false);
        }

        long before = Stopwatch.GetTimestamp();
        Write(tracer, 98);
        counter.Shift = jumped ? -10_000_000_000_000 : 0;
        Write(tracer, 99);
        long after = Stopwatch.GetTimestamp();
        using CrashImage image = new(_directory.Path);
        Assert.True(TraceSalvage.Run(image.Path, _ => { }) is { Rings: 1, SetAside: 0 });
        tracer.Session!.StartFlusher();
        tracer.Flush();

        // As its one difference, the flusher knows from a later reading of the clocks how fast the counter was.
        TraceRecord[] salvaged = [.. TraceFiles.ReadAll(image.Output)];
        TraceRecord[] flushed = [.. TraceFiles.ReadAll(_directory.Output)];
        Assert.Equal(flushed.Select(static record => (record.FlowId, record.Payload)), salvaged.Select(static record => (record.FlowId, record.Payload)));
        Assert.Equal(salvaged.Select(static record => record.TsDelta).Order(), salvaged.Select(static record => record.TsDelta));
        const double Slack = 100_000;
        TraceRecord[] last = [.. salvaged.Where(record => record.FlowId == 98 || (record.FlowId == 99 && !jumped))];
        Assert.All(last, record => Assert.InRange(
            record.TsDelta, Since(tracer, before) - Slack - (0.01 * Since(tracer, before)), Since(tracer, after) + Slack + (0.01 * Since(tracer, after))));
    }

    [Fact]
    public void What_a_killed_process_had_recorded_by_the_counter_is_timed_as_what_it_had_written()
    {
        SkipWithoutCounter();
        const int Threads = 2;
        string counts = Path.Combine(_directory.Path, "counts");
        File.WriteAllBytes(counts, new byte[Threads * 64]);
        DateTime before = DateTime.UtcNow;
        using MemoryMappedFile map = MemoryMappedFile.CreateFromFile(counts);
        using MemoryMappedViewAccessor view = map.CreateViewAccessor();
        using Process process = TargetProgram.Start("die", _directory.Path, counts, "2", "20", "64");
        SpinWait.SpinUntil(() => process.HasExited || (view.ReadUInt64(0) > 200_000 && view.ReadUInt64(64) > 200_000));
        process.Kill();
        process.WaitForEnd();
        DateTime after = DateTime.UtcNow;
        string[] written = TraceFiles.In(_directory.Output);
        Assert.Equal(1, TraceSalvage.Run(_directory.Path).Rings);
        RunDescription run = ReadRun();
        Assert.Equal("tsc", run.Clock);
        Assert.True(TraceFiles.In(_directory.Output).Length > written.Length, "There was nothing to be salvaged.");
        TraceRecord[] records = [.. TraceFiles.ReadAll(_directory.Output).Where(static record => record.EventType == 0x10001)];
        for (uint thread = 0; thread < Threads; thread++)
        {
            ulong[] times = [.. records.Where(record => record.FlowId == thread).Select(static record => record.TsDelta)];
            Assert.Equal(times.Order(), times);
        }

        // A wall clock that was set meanwhile would be told by the run's start.
        Assert.InRange(run.StartedAt!.Value.UtcDateTime, before, after);
        Assert.InRange(records.Max(static record => record.TsDelta) / 1e6, 0, (after - run.StartedAt.Value.UtcDateTime).TotalSeconds + 0.01);
    }

    private static double Since(Tracer tracer, long stopwatch) => Stopwatch.GetElapsedTime(tracer.Session!.ClockStart, stopwatch).TotalNanoseconds;

    private static void Write(Tracer tracer, uint flow)
    {
        for (uint n = 0; n < 100; n++)
        {
            tracer.Write(flow, 0x10001, n);
        }
    }

    private static void SkipWithoutCounter() =>
        Assert.SkipWhen(TimestampCounter.Source is not { Missing: null, IsTried: true }, $"There is no counter here: {TimestampCounter.Source.Missing}.");

    private RunDescription ReadRun() =>
        RunDescription.Parse(File.ReadAllBytes(Assert.Single(Directory.GetFiles(_directory.Output, "run_*.json"))));

    private static ulong[] TimesIn(string output) => [.. TraceFiles.ReadAll(output)
        .Where(static record => record.EventType == 0x10001).Select(static record => record.TsDelta)];
}
