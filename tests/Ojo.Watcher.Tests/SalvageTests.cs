using System.Threading.Channels;
using Ojo.Storage.Tests.Support;
using Ojo.Watcher.Tests.Support;

namespace Ojo.Watcher.Tests;

/// <summary>A watcher takes in what processes had recorded when they died.</summary>
public sealed class SalvageTests : IDisposable
{
    private const int Events = 3000;
    private readonly TemporaryDirectory _recording = new();
    private readonly WatchedDirectory _directory = new();

    public void Dispose()
    {
        _directory.Dispose();
        _recording.Dispose();
    }

    [Fact]
    public async Task What_a_dead_process_left_in_staging_is_in_the_store()
    {
        Record();
        List<string> log = [];
        WatcherSummary summary = await OjoWatcher.RunAsync(_directory.Options with { Log = log.Add });
        Assert.Equal(Events, summary.Events);
        Assert.Equal(Events, _directory.Statistics().Events);
        Assert.Contains(log, static line => line.StartsWith("Salvaged ", StringComparison.Ordinal));
        Assert.Empty(Directory.GetFiles(_directory.Staging));
        Assert.Equal(0, (await OjoWatcher.RunAsync(_directory.Options)).Events);
    }

    [Fact]
    public async Task What_makes_no_sense_in_staging_is_quarantined_and_counted()
    {
        File.WriteAllText(Path.Combine(_directory.Staging, "ring_0000000000000001_00000001.map"), "no ring");
        WatcherSummary summary = await OjoWatcher.RunAsync(_directory.Options);
        Assert.Equal(1, summary.Quarantined);
        Assert.Contains("ring_0000000000000001_00000001.map", _directory.Quarantined());
    }

    [Fact]
    public async Task A_process_that_dies_while_it_is_watched_is_noticed()
    {
        Channel<WatcherProgress> progress = Channel.CreateUnbounded<WatcherProgress>();
        using CancellationTokenSource stop = new(TimeSpan.FromMinutes(2));
        Task<WatcherSummary> watcher = OjoWatcher.RunAsync(
            _directory.Options with { Watch = true, RescanInterval = TimeSpan.FromMilliseconds(20), Progress = p => progress.Writer.TryWrite(p) }, stop.Token);
        _directory.RenameIn("first.bin", WatchedDirectory.Trace(10));
        await Until(static p => p.Events == 10);
        Record();
        await Until(static p => p.Events == 10 + Events);
        await stop.CancelAsync();
        Assert.Equal(10 + Events, (await watcher).Events);

        async Task Until(Predicate<WatcherProgress> condition)
        {
            while (!condition(await progress.Reader.ReadAsync(stop.Token)))
            {
            }
        }
    }

    [Theory]
    [InlineData("staging", "trace_*")]
    [InlineData("output", "trace_*")]
    [InlineData(".", "store.db")]
    [InlineData("staging", null)]
    public async Task A_watcher_that_is_killed_while_it_salvages_or_stores_leaves_the_rest_to_the_next_one(string folder, string? file)
    {
        const int Many = 60_000;
        Record(Many);
        string watched = Path.Combine(Path.GetDirectoryName(_directory.Output)!, folder);
        using (WatcherProcess killed = new("--input-dir", _directory.Output, "--db-path", _directory.Database))
        {
            // When it has got so far: there is such a file, or, of none, the ring is gone.
            SpinWait spin = default;
            while (!killed.HasExited && Directory.GetFiles(watched, file ?? "ring_*").Length == (file is null ? 1 : 0))
            {
                spin.SpinOnce(sleep1Threshold: -1);
            }

            if (!killed.HasExited)
            {
                await killed.KillAsync();
            }
        }

        (int code, _, string error) = await WatcherProcess.RunAsync("--input-dir", _directory.Output, "--db-path", _directory.Database);
        Assert.True(code == 0, error);
        Assert.Equal(Many, _directory.Statistics().Events);
        Assert.Empty(Directory.GetFiles(_directory.Staging));
    }

    /// <summary>Leaves a directory as it would be if its process had died: a copy, which nobody holds the lock of.</summary>
    private void Record(int events = Events)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs a program that copies locked files.");
        using Tracer tracer = Tracer.Create(new TracerOptions { Directory = _recording["."], BufferSize = 8 << 20, FlushInterval = TimeSpan.FromHours(1) });

        // The flusher's first round comes at once, or, on a busy machine, after what is recorded below.
        tracer.Flush();
        for (ulong n = 0; n < (ulong)events; n++)
        {
            tracer.Write(1, 2, n);
        }

        // Output first: what is published in between is not in it, and is in the ring.
        Copy("output", "staging");
    }

    private void Copy(params string[] folders)
    {
        foreach (string folder in folders)
        {
            Commands.RunAsync("cp", "--archive", "--sparse=always", _recording[folder], Path.GetDirectoryName(_directory.Output)!).GetAwaiter().GetResult();
        }
    }
}
