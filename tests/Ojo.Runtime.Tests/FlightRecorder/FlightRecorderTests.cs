using Ojo.FlightRecorder;
using Ojo.Format;
using Ojo.Recording;

namespace Ojo.Runtime.Tests.FlightRecorder;

/// <summary>What a flight recorder keeps and gives up. The flusher's rounds are run by hand, so that it is known when there is none.</summary>
public sealed class FlightRecorderTests : IDisposable
{
    private const int Chunks = 16;
    private readonly TempDirectory _directory = new();
    private readonly Tracer _tracer;

    public FlightRecorderTests() => _tracer = RecorderSteps.Create(_directory, Chunks);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Nothing_is_written_until_a_snapshot_is_taken()
    {
        Write(0, 5000);
        _tracer.RunRound();
        Assert.Empty(Directory.GetFiles(_directory.Output, "trace_*"));

        TraceSnapshot snapshot = _tracer.TakeInRound();
        Assert.Equal(Numbers(0, 5000), Events(snapshot));
        Assert.Equal(0ul, snapshot.WindowStart);
        _tracer.End();
        Assert.Equal(new TracerStatistics(5000, 0), _tracer.Statistics);
    }

    [Fact]
    public void What_no_snapshot_holds_when_it_is_disposed_is_overwritten()
    {
        Write(0, 100);
        _tracer.TakeInRound();
        Write(100, 30);
        _tracer.End();
        Assert.Equal(new TracerStatistics(100, 0) { Overwritten = 30 }, _tracer.Statistics);
        Assert.Empty(Directory.GetFiles(_directory.Staging));
        Assert.Equal(100, SnapshotFiles.EventsIn(_directory.Output).Count());
    }

    [Fact]
    public void A_full_buffer_gives_up_the_oldest_and_says_how_many()
    {
        WriteWithRounds(100 * RingLayout.ChunkRecords);
        TracerStatistics before = _tracer.Statistics;
        Assert.Equal(0, before.Lost);
        Assert.True(before.Overwritten > 80 * RingLayout.ChunkRecords, $"Only {before.Overwritten} events were given up.");
        Assert.Equal(100 * RingLayout.ChunkRecords, before.Attempted);

        TraceSnapshot snapshot = _tracer.TakeInRound();
        Assert.Equal(Numbers((int)before.Overwritten, (int)before.Stored), Events(snapshot));
        Assert.Equal((before.Stored, before.Overwritten, 0L), (snapshot.Events, snapshot.Overwritten, snapshot.Lost));
        TraceRecord[] records = [.. SnapshotFiles.Records(_directory.Output, snapshot)];
        TraceRecord gap = Assert.Single(records, static r => r.EventType == MetaEvent.EventsDropped);
        Assert.Equal(((uint)DropCause.Overwritten, (ulong)before.Overwritten), (gap.FlowId, gap.Payload));
        Assert.Equal(gap.TsDelta + 1, snapshot.WindowStart);
        Assert.Equal(before, _tracer.Statistics);
        _tracer.End();
    }

    [Fact]
    public void Two_snapshots_hold_no_event_twice_and_miss_none()
    {
        Write(0, 4000);
        TraceSnapshot first = _tracer.TakeInRound();
        Write(4000, 4000);
        TraceSnapshot second = _tracer.TakeInRound();
        Assert.Equal(Numbers(4000, 4000), Events(second));
        Assert.Equal(Path.GetFileName(first.Path), second.Continues);
        Assert.InRange(second.WindowStart, first.WindowEnd, first.WindowEnd + 1);
        Assert.Equal(Numbers(0, 8000), SnapshotFiles.EventsIn(_directory.Output).Select(static e => e.Payload));
        _tracer.End();
        Assert.Equal(new TracerStatistics(8000, 0), _tracer.Statistics);
    }

    [Fact]
    public void An_idle_thread_s_open_chunk_is_kept_and_holds_nobody_s_window()
    {
        using ManualResetEventSlim leave = new();
        using ManualResetEventSlim ready = new();
        Thread idle = new(() =>
        {
            _tracer.Write(2, 1, 77);
            ready.Set();
            leave.Wait();
        });
        idle.Start();
        ready.Wait();
        WriteWithRounds(100 * RingLayout.ChunkRecords);
        TraceSnapshot snapshot = _tracer.TakeInRound();
        leave.Set();
        idle.Join();

        TraceRecord[] records = [.. SnapshotFiles.Records(_directory.Output, snapshot)];
        TraceRecord early = Assert.Single(records, static r => r.FlowId == 2 && r.EventType == 1);
        Assert.True(early.TsDelta < snapshot.WindowStart);
        Assert.True(records.Count(r => r.FlowId == 1 && r.EventType == 1 && r.TsDelta >= snapshot.WindowStart) > (Chunks / 2) * RingLayout.ChunkRecords);
        _tracer.End();
    }

    [Fact]
    public void Chunks_of_all_threads_are_given_up_in_the_order_of_their_last_events()
    {
        using Barrier turn = new(2);
        Thread other = new(() =>
        {
            for (int i = 0; i < 10; i++)
            {
                turn.SignalAndWait();
                Write(0, RingLayout.ChunkRecords, flow: 2);
                turn.SignalAndWait();
            }
        });
        other.Start();
        for (int i = 0; i < 10; i++)
        {
            Write(i * RingLayout.ChunkRecords, RingLayout.ChunkRecords);
            turn.SignalAndWait();
            turn.SignalAndWait();
            _tracer.Session!.Round.IsUrgent();
        }

        other.Join();
        TraceSnapshot snapshot = _tracer.TakeInRound();
        TraceRecord[] records = [.. SnapshotFiles.Records(_directory.Output, snapshot)];
        Assert.Equal(0, snapshot.Lost);
        Assert.All(
            records.Where(static r => r.EventType == 1).GroupBy(static r => r.FlowId),
            flow => Assert.True(flow.Count(r => r.TsDelta >= snapshot.WindowStart) >= 5 * RingLayout.ChunkRecords));
        _tracer.End();
    }

    [Fact]
    public void Slots_of_dead_threads_come_back_and_what_they_lost_is_told()
    {
        int threads = 3 * RingLayout.LanesFor(Chunks);
        for (int n = 0; n < threads; n++)
        {
            Thread thread = new(static state => ((Tracer)state!).Write(1, 1, 0));
            thread.Start(_tracer);
            thread.Join();
            _tracer.Session!.Round.IsUrgent();
        }

        TracerStatistics statistics = _tracer.Statistics;
        Assert.Equal((threads, 0L), (statistics.Attempted, statistics.Lost));
        TraceSnapshot snapshot = _tracer.TakeInRound();
        Assert.Equal((statistics.Stored, statistics.Overwritten), (snapshot.Events, snapshot.Overwritten));
        _tracer.End();
    }

    [Fact]
    public void A_snapshot_that_cannot_be_written_keeps_what_it_was_to_hold()
    {
        Write(0, 100);
        Directory.Delete(_directory.Output, recursive: true);
        File.WriteAllText(_directory.Output, "in the way");
        Assert.ThrowsAny<IOException>(() => _tracer.TakeInRound());
        File.Delete(_directory.Output);
        Assert.Equal(Numbers(0, 100), Events(_tracer.TakeInRound()));
        _tracer.End();
        Assert.Equal(new TracerStatistics(100, 0), _tracer.Statistics);
    }

    [Fact]
    public async Task Requests_that_come_together_get_one_snapshot_with_all_their_reasons()
    {
        Write(0, 10);
        SnapshotRequests requests = _tracer.Session!.Snapshots!;
        Task<TraceSnapshot>[] requested = [.. Enumerable.Range(0, 50).Select(n => requests.Add(n % 2 == 0 ? "even" : "odd"))];
        _tracer.RunRound();
        TraceSnapshot[] snapshots = await Task.WhenAll(requested);
        Assert.All(snapshots, snapshot => Assert.Same(snapshots[0], snapshot));
        Assert.Equal("even; odd", snapshots[0].Reason);
        Assert.Single(Directory.GetFiles(_directory.Output, "snapshot_*.json"));
        _tracer.End();
        Assert.Throws<ObjectDisposedException>(() => _tracer.Snapshot("too late"));
    }

    [Fact]
    public void Its_file_says_everything_about_it()
    {
        Write(0, 10);
        TraceSnapshot snapshot = _tracer.TakeInRound();
        TraceSnapshot read = SnapshotJson.Read(File.ReadAllBytes(snapshot.Path));
        Assert.Equal(snapshot.Files, read.Files);
        Assert.Equal(snapshot with { Path = "", Files = [] }, read with { Files = [] });
        Assert.Equal(("because", Environment.MachineName, Environment.ProcessId), (read.Reason, read.Host, read.ProcessId));
        Assert.InRange(read.WindowStartAt, DateTimeOffset.UtcNow.AddMinutes(-5), read.WindowEndAt);
        Assert.InRange(read.WindowEndAt, read.WindowStartAt, DateTimeOffset.UtcNow.AddMinutes(5));
        _tracer.End();
    }

    private void Write(int first, int count, uint flow = 1)
    {
        for (int n = first; n < first + count; n++)
        {
            _tracer.Write(flow, 1, (ulong)n);
        }
    }

    private void WriteWithRounds(int count)
    {
        for (int n = 0; n < count; n++)
        {
            _tracer.Write(1, 1, (ulong)n);
            if (n % 500 == 0)
            {
                _tracer.Session!.Round.IsUrgent();
            }
        }
    }

    private IEnumerable<ulong> Events(TraceSnapshot snapshot) =>
        SnapshotFiles.Records(_directory.Output, snapshot).Where(static r => r.EventType == 1).Select(static r => r.Payload);

    private static IEnumerable<ulong> Numbers(int first, int count) => Enumerable.Range(first, count).Select(static n => (ulong)n);
}
