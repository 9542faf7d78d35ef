using Ojo.Storage.Tests.Support;

namespace Ojo.Watcher.Tests;

/// <summary>A watcher takes in a flight recorder's snapshots like any other traces.</summary>
public sealed class SnapshotTests : IDisposable
{
    private readonly TemporaryDirectory _recording = new();

    public void Dispose() => _recording.Dispose();

    [Fact]
    public async Task Every_event_of_two_snapshots_is_stored_once_and_bad_ones_are_quarantined()
    {
        using (Tracer tracer = Tracer.Create(new TracerOptions { Directory = _recording.Path, Mode = TracerMode.FlightRecorder }))
        {
            Record(tracer, 3000);
            tracer.Snapshot("first");
            Record(tracer, 2000);
            tracer.Snapshot("second");
        }

        string output = _recording["output"];
        File.WriteAllText(Path.Combine(output, "bad.bin.br"), "no Brotli stream at all");
        WatcherOptions options = new() { InputDirectory = output, DatabasePath = _recording["store.db"] };
        WatcherSummary summary = await OjoWatcher.RunAsync(options);
        Assert.Equal((2L, 5000L, 0L, 1L), (summary.Files, summary.Events, summary.Dropped, summary.Quarantined));
        Assert.Equal(0, (await OjoWatcher.RunAsync(options)).Events);
        Assert.Equal(2, Directory.GetFiles(output, "snapshot_*.json").Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_copy_and_what_it_is_of_are_not_both_stored_in_whichever_order_they_come(bool copyFirst)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere a ring is open to its process alone.");
        using TemporaryDirectory copies = new();
        using TemporaryDirectory more = new();
        using (Tracer tracer = Tracer.Create(new TracerOptions { Directory = _recording.Path, Mode = TracerMode.FlightRecorder }))
        {
            Record(tracer, 3000);
            string ring = Assert.Single(Directory.GetFiles(_recording["staging"], "ring_*.map"));
            Assert.True(TraceSnapshot.Take(ring, copies.Path, "to look at").IsCopy);
            Record(tracer, 1000);
            TraceSnapshot.Take(ring, more.Path, "to look at again");
            Assert.Throws<IOException>(() => TraceSnapshot.Take(ring, copies.Path, "into the same folder"));
            Assert.False(tracer.Snapshot("of its own")!.IsCopy);
        }

        List<string> log = [];
        WatcherSummary own = default!;
        WatcherSummary copy = default!;
        foreach (bool isCopy in new[] { copyFirst, !copyFirst })
        {
            WatcherSummary summary = await OjoWatcher.RunAsync(Options(isCopy ? copies : _recording));
            (own, copy) = isCopy ? (own, summary) : (summary, copy);
        }

        WatcherSummary second = await OjoWatcher.RunAsync(Options(more));
        Assert.Equal((copyFirst ? 0L : 4000L, copyFirst ? 3000L : 0L, 0L), (own.Events, copy.Events, second.Events));
        Assert.Equal((copyFirst ? 1L : 0L, 0L, 0L), (own.Failed, copy.Failed, second.Failed));
        Assert.Equal(0, own.Quarantined + copy.Quarantined + second.Quarantined);
        Assert.Equal(2, log.Count(static line => line.Contains("may hold the same events", StringComparison.Ordinal)));
        Assert.Single(Directory.GetFiles(copies["output"], "copy_*.bin.br"));

        WatcherOptions Options(TemporaryDirectory directory) => new() { InputDirectory = directory["output"], DatabasePath = _recording["store.db"], Log = log.Add };
    }

    private static void Record(Tracer tracer, int events)
    {
        for (int n = 0; n < events; n++)
        {
            tracer.RecordPacketSent(1, (ulong)n);
        }
    }
}
