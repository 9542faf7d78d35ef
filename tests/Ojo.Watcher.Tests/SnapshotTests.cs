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

    private static void Record(Tracer tracer, int events)
    {
        for (int n = 0; n < events; n++)
        {
            tracer.RecordPacketSent(1, (ulong)n);
        }
    }
}
