using Ojo.Format;
using Ojo.Recording;

namespace Ojo.Runtime.Tests;

/// <summary>What happens when there is no room. The flusher's rounds are run by hand, so that it is known when there is none.</summary>
public sealed class TracerLossTests : IDisposable
{
    private const int Chunks = 4;
    private const int Room = Chunks * RingLayout.ChunkRecords;
    private readonly TempDirectory _directory = new();

    private TracerOptions Options => new() { Directory = _directory.Path, BufferSize = Chunks * RingLayout.ChunkSize };

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Full_pool_drops_the_newest_and_says_how_many()
    {
        Tracer tracer = Tracer.Create(Options, startFlusher: false);
        Write(tracer, 0, Room + 1000);
        Assert.Equal(new TracerStatistics(Room, 1000) { LostToFullBuffer = 1000 }, tracer.Statistics);
        Assert.Null(tracer.Session!.Round.TryRun(isLast: false, hasFailed: false));

        List<TraceRecord> records = TraceFiles.ReadAll(_directory.Output);
        Assert.Equal(Numbers(0, Room), records[..Room].Select(static r => r.Payload));
        AssertGap(records[Room..], DropCause.BufferFull, 1000, records[Room - 1].TsDelta);
        Assert.Equal(new TracerStatistics(Room, 1000) { LostToFullBuffer = 1000 }, tracer.Statistics);

        Write(tracer, Room + 1000, 7);
        Assert.Null(tracer.Session!.Round.TryRun(isLast: false, hasFailed: false));
        Assert.Equal(Numbers(Room + 1000, 7), TraceFiles.ReadAll(_directory.Output)[(Room + 2)..].Select(static r => r.Payload));
        End(tracer);
        Assert.Equal(new TracerStatistics(Room + 7, 1000) { LostToFullBuffer = 1000 }, tracer.Statistics);
    }

    [Fact]
    public void A_gap_that_goes_on_is_reported_in_parts_that_meet()
    {
        Tracer tracer = Tracer.Create(Options, startFlusher: false);

        // Another thread's open chunk keeps this one from ever finding room again.
        using ManualResetEventSlim leave = new();
        using Barrier ready = new(Chunks + 1);
        Thread[] holders = [.. Enumerable.Range(0, Chunks).Select(_ => new Thread(() =>
        {
            tracer.Write(99, 1, 0);
            ready.SignalAndWait();
            leave.Wait();
        }))];
        Array.ForEach(holders, static thread => thread.Start());
        ready.SignalAndWait();

        Write(tracer, 0, 10);
        Assert.Null(tracer.Session!.Round.TryRun(isLast: false, hasFailed: false));
        Write(tracer, 10, 5);
        Assert.Null(tracer.Session!.Round.TryRun(isLast: false, hasFailed: false));
        Assert.Equal(new TracerStatistics(Chunks, 15) { LostToFullBuffer = 15 }, tracer.Statistics);
        leave.Set();
        Array.ForEach(holders, static thread => thread.Join());
        Assert.Null(tracer.Session!.Round.TryRun(isLast: false, hasFailed: false));
        Write(tracer, 15, 3);
        End(tracer);

        List<TraceRecord> records = TraceFiles.ReadAll(_directory.Output);
        TraceRecord[] gaps = [.. records.Where(static r => r.EventType == MetaEvent.EventsDropped)];
        TraceRecord[] starts = [.. records.Where(static r => r.EventType == MetaEvent.Extend)];
        Assert.Equal([10ul, 5ul], gaps.Select(static r => r.Payload));
        Assert.Equal(gaps[0].TsDelta, starts[1].Payload);
        Assert.Equal(Numbers(15, 3), records.Where(static r => r.FlowId == 1 && r.EventType == 1).Select(static r => r.Payload));
        Assert.Equal(new TracerStatistics(Chunks + 3, 15) { LostToFullBuffer = 15 }, tracer.Statistics);
    }

    [Fact]
    public void More_threads_than_slots_are_counted_as_lost_together()
    {
        Tracer tracer = Tracer.Create(Options, startFlusher: false);
        int slots = RingLayout.LanesFor(Chunks) - 1;
        using ManualResetEventSlim leave = new();
        using CountdownEvent ready = new(slots + 20);
        Thread[] threads = [.. Enumerable.Range(0, slots + 20).Select(_ => new Thread(() =>
        {
            tracer.Write(1, 1, 0);
            tracer.Write(1, 1, 1);
            ready.Signal();
            leave.Wait();
        }))];
        Array.ForEach(threads, static thread => thread.Start());
        ready.Wait();
        int lost = (2 * (slots + 20)) - (2 * Chunks);
        Assert.Equal(new TracerStatistics(2 * Chunks, lost) { LostToFullBuffer = lost }, tracer.Statistics);
        leave.Set();
        Array.ForEach(threads, static thread => thread.Join());
        End(tracer);
        List<TraceRecord> records = TraceFiles.ReadAll(_directory.Output);
        Assert.Equal(tracer.Statistics.Lost, records.Where(static r => r.EventType == MetaEvent.EventsDropped).Sum(static r => (long)r.Payload));
        Assert.Equal(tracer.Statistics.Stored, records.Count(static r => r.EventType == 1));
    }

    [Fact]
    public void Events_that_cannot_be_written_are_kept_until_they_can()
    {
        List<string> warnings = [];
        Tracer tracer = Tracer.Create(Options with { OnWarning = warnings.Add, FlushInterval = TimeSpan.FromHours(1) });
        Directory.Move(_directory.Output, _directory.Output + ".gone");
        File.WriteAllText(_directory.Output, "in the way");
        Write(tracer, 0, 100);
        Assert.Contains(_directory.Output, Assert.Throws<IOException>(tracer.Flush).Message, StringComparison.Ordinal);
        Write(tracer, 100, Room);
        Assert.Equal(new TracerStatistics(Room, 100) { LostToWriteErrors = 100 }, tracer.Statistics);

        File.Delete(_directory.Output);
        tracer.Flush();
        Write(tracer, Room + 100, 5);
        tracer.Dispose();
        List<TraceRecord> records = TraceFiles.ReadAll(_directory.Output);
        Assert.Equal(Numbers(0, Room), records[..Room].Select(static r => r.Payload));
        AssertGap(records[Room..(Room + 2)], DropCause.WriteError, 100, records[Room - 1].TsDelta);
        Assert.Equal(Numbers(Room + 100, 5), records[(Room + 2)..].Select(static r => r.Payload));
        Assert.Equal(new TracerStatistics(Room + 5, 100) { LostToWriteErrors = 100 }, tracer.Statistics);
        Assert.Collection(
            warnings,
            static warning => Assert.Contains("cannot be written", warning, StringComparison.Ordinal),
            static warning => Assert.Contains("again", warning, StringComparison.Ordinal));

        // The folder that was made anew is as good as the first: it says who wrote.
        Assert.Single(Directory.GetFiles(_directory.Output, "run_*.json"));
        Assert.Single(Directory.GetFiles(_directory.Output, "schema_*.json"));
    }

    [Fact]
    public void What_cannot_be_written_at_the_end_is_lost_and_said_so()
    {
        List<string> warnings = [];
        Tracer tracer = Tracer.Create(Options with { OnWarning = warnings.Add });
        Directory.Delete(_directory.Output, recursive: true);
        File.WriteAllText(_directory.Output, "in the way");
        Write(tracer, 0, 100);
        tracer.Dispose();
        Assert.Equal(new TracerStatistics(0, 100) { LostToWriteErrors = 100 }, tracer.Statistics);
        Assert.Contains(warnings, static warning => warning.Contains("100 events were lost", StringComparison.Ordinal));
        Assert.Single(Directory.GetFiles(_directory.Staging, "ring_*.map"));
    }

    private static void Write(Tracer tracer, int first, int count)
    {
        for (int n = first; n < first + count; n++)
        {
            tracer.Write(1, 1, (ulong)n);
        }
    }

    private static IEnumerable<ulong> Numbers(int first, int count) => Enumerable.Range(first, count).Select(static n => (ulong)n);

    private static void AssertGap(List<TraceRecord> records, DropCause cause, ulong count, ulong earliest)
    {
        Assert.Equal(2, records.Count);
        Assert.Equal((MetaEvent.EventsDropped, (uint)cause, count), (records[0].EventType, records[0].FlowId, records[0].Payload));
        Assert.Equal((MetaEvent.Extend, records[0].TsDelta), (records[1].EventType, records[1].TsDelta));
        Assert.InRange(records[1].Payload, earliest, records[0].TsDelta);
    }

    private static void End(Tracer tracer)
    {
        tracer.Session!.StartFlusher();
        tracer.Dispose();
    }
}
