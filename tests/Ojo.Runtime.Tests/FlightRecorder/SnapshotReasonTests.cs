using Ojo.FlightRecorder;
using Ojo.FlightRecorder.Triggers;
using Ojo.Recording;

namespace Ojo.Runtime.Tests.FlightRecorder;

/// <summary>What makes a flight recorder take a snapshot of itself, and what it does with the old ones.</summary>
public sealed class SnapshotReasonTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly SetTime _time = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_timer_takes_one_each_time_that_it_elapses()
    {
        Tracer tracer = Create(new TracerOptions { SnapshotInterval = TimeSpan.FromMinutes(10) });
        _time.Pass(TimeSpan.FromMinutes(9));
        Assert.Empty(After(tracer));
        _time.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal("timer", Assert.Single(After(tracer)).Reason);
        Assert.Single(After(tracer));
        _time.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal(2, After(tracer).Length);
        tracer.End();
    }

    [Fact]
    public void One_event_is_reason_enough_and_silences_its_trigger_for_a_while()
    {
        Tracer tracer = Create(new TracerOptions { SnapshotTriggers = "CONNECTION_CLOSED" });
        tracer.RecordPacketSent(1, 2);
        Assert.Empty(After(tracer));
        tracer.RecordConnectionClosed(1, ConnectionCloseReason.IdleTimeout, 0);
        tracer.RecordConnectionClosed(1, ConnectionCloseReason.IdleTimeout, 0);
        TraceSnapshot snapshot = Assert.Single(After(tracer));
        Assert.Equal(("CONNECTION_CLOSED", 3L), (snapshot.Reason, snapshot.Events));
        tracer.RecordConnectionClosed(1, ConnectionCloseReason.IdleTimeout, 0);
        Assert.Single(After(tracer));
        tracer.End();
    }

    [Fact]
    public void A_count_of_events_of_several_threads_is_reason_enough()
    {
        Tracer tracer = Create(new TracerOptions { SnapshotTriggers = "0x00010001:10/1h, PACKET_SENT:1000000" });
        Record(tracer, 5);
        Thread other = new(() => Record(tracer, 4));
        other.Start();
        other.Join();
        Assert.Empty(After(tracer));
        Record(tracer, 1);
        Assert.Equal("10 0x00010001 within 3600 s", Assert.Single(After(tracer)).Reason);
        tracer.End();

        static void Record(Tracer tracer, int count)
        {
            for (int n = 0; n < count; n++)
            {
                tracer.Write(1, 0x10001, 0);
                tracer.RecordPacketSent(1, 1);
            }
        }
    }

    [Fact]
    public void An_event_that_is_given_up_before_a_round_has_been_looked_at()
    {
        Tracer tracer = Create(new TracerOptions { SnapshotTriggers = "0x00010001:3", BufferSize = 16 * RingLayout.ChunkSize });
        for (int n = 0; n < 3; n++)
        {
            tracer.Write(1, 0x10001, 0);
            for (int filler = 0; filler < 40 * RingLayout.ChunkRecords; filler++)
            {
                tracer.Write(1, 1, 0);
                if (filler % 1000 == 0)
                {
                    tracer.Session!.Round.IsUrgent();
                }
            }
        }

        Assert.Equal("3 0x00010001", Assert.Single(After(tracer)).Reason);
        tracer.End();
    }

    [Theory]
    [InlineData("A", "A 1 ")]
    [InlineData(" A : 5 / 2m , B:7", "A 5 00:02:00;B 7 ")]
    [InlineData("", "")]
    [InlineData("A:0", null)]
    [InlineData("A:x", null)]
    [InlineData("A:5/", null)]
    [InlineData("A:5/3", null)]
    [InlineData(":5", null)]
    [InlineData("A B", null)]
    [InlineData("A:1000001", null)]
    public void Triggers_are_read_or_refused(string text, string? expected)
    {
        if (expected is not null)
        {
            Assert.Equal(expected, string.Join(';', EventTrigger.ParseList(text).Select(static t => $"{t.Name} {t.Condition.Count} {t.Condition.Within}")));
        }
        else
        {
            Assert.Contains(text, Assert.Throws<ArgumentException>(() => Create(new TracerOptions { SnapshotTriggers = text })).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_oldest_beyond_the_number_are_removed_with_their_files()
    {
        Tracer tracer = Create(new TracerOptions { MostSnapshots = 2 });
        TraceSnapshot[] taken = [.. Enumerable.Range(0, 4).Select(_ => Take(tracer))];
        Assert.Equal(taken[2..].Select(static s => s.Path), SnapshotFiles.In(_directory.Output).Select(static s => s.Path));
        Assert.Equal(taken[2..].SelectMany(static s => s.Files), Traces());
        tracer.End();
    }

    [Fact]
    public void Those_that_are_too_old_are_removed_and_the_newest_never()
    {
        Tracer tracer = Create(new TracerOptions { MostSnapshotAge = TimeSpan.FromHours(1), MostSnapshotBytes = 1 });
        Take(tracer);
        _time.Pass(TimeSpan.FromHours(2));
        TraceSnapshot newest = Take(tracer);
        Assert.Equal(newest.Files, Traces());
        Assert.Equal(newest.Path, Assert.Single(SnapshotFiles.In(_directory.Output)).Path);
        tracer.End();
    }

    [Fact]
    public void What_is_too_large_together_is_removed_from_the_oldest_on()
    {
        Tracer tracer = Create(new TracerOptions { MostSnapshots = 1000 });
        TraceSnapshot[] taken = [.. Enumerable.Range(0, 3).Select(_ => Take(tracer))];
        long three = taken.SelectMany(static s => s.Files).Sum(file => new FileInfo(Path.Combine(_directory.Output, file)).Length);
        tracer.End();

        // Room for two and a half: how small one becomes depends on its times, by some bytes.
        tracer = Create(new TracerOptions { MostSnapshotBytes = three * 5 / 6 });
        TraceSnapshot last = Take(tracer);
        Assert.Equal([taken[2].Path, last.Path], SnapshotFiles.In(_directory.Output).Select(static s => s.Path).Order(StringComparer.Ordinal));
        tracer.End();
    }

    [Fact]
    public void No_file_is_removed_that_is_not_a_trace_of_the_snapshot_s_own_run()
    {
        Tracer tracer = Create(new TracerOptions { MostSnapshots = 1 });
        TraceSnapshot hostile = Take(tracer);
        string outside = Path.Combine(_directory.Path, "precious");
        string other = Path.Combine(_directory.Output, "trace_0000000000000001_00000001_00000000.bin");
        File.WriteAllText(outside, "");
        File.WriteAllText(other, "");
        File.WriteAllBytes(hostile.Path, SnapshotJson.Write(hostile with { Files = ["../precious", outside, Path.GetFileName(other)] }));
        File.WriteAllText(Path.Combine(_directory.Output, "snapshot_0000000000000001_00000001_00000000.json"), "no JSON");
        Take(tracer);
        Assert.False(File.Exists(hostile.Path));
        Assert.True(File.Exists(outside) && File.Exists(other));
        tracer.End();
    }

    private Tracer Create(TracerOptions options) => Tracer.Create(
        options with { Directory = _directory.Path, Service = "s", Mode = TracerMode.FlightRecorder, Time = _time }, startFlusher: false);

    private TraceSnapshot[] After(Tracer tracer)
    {
        tracer.Session!.Round.IsUrgent();
        tracer.RunRound();
        return SnapshotFiles.In(_directory.Output);
    }

    private TraceSnapshot Take(Tracer tracer)
    {
        for (ulong n = 0; n < 1000; n++)
        {
            tracer.Write(1, 1, n * n);
        }

        _time.Pass(TimeSpan.FromSeconds(1));
        Task<TraceSnapshot> snapshot = tracer.Session!.Snapshots!.Add("a test");
        tracer.RunRound();
        return snapshot.GetAwaiter().GetResult();
    }

    private IEnumerable<string> Traces() => Directory.GetFiles(_directory.Output, "trace_*").Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    private sealed class SetTime : TimeProvider
    {
        private TimeSpan _passed;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Pass(TimeSpan time) => _passed += time;

        public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) + _passed;

        public override long GetTimestamp() => _passed.Ticks;
    }
}
