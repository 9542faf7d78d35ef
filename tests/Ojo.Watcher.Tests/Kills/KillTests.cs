using Ojo.Watcher.Directories;
using Ojo.Watcher.Tests.Support;

namespace Ojo.Watcher.Tests.Kills;

/// <summary>Watchers that are killed, at each step and at random instants: the next one makes of it what an undisturbed one would have made.</summary>
public sealed class KillTests : IDisposable
{
    private const int Files = 12;

    private readonly WatchedDirectory _directory = new();
    private string[] _shape = [];

    private string Root => Path.GetDirectoryName(_directory.Output)!;

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(nameof(WatcherStep.Listed), 1, "keep")]
    [InlineData(nameof(WatcherStep.Claimed), 1, "keep")]
    [InlineData(nameof(WatcherStep.Claimed), 7, "archive")]
    [InlineData(nameof(WatcherStep.Committed), 1, "keep")]
    [InlineData(nameof(WatcherStep.Committed), 1, "archive")]
    [InlineData(nameof(WatcherStep.Committed), 12, "delete")]
    [InlineData(nameof(WatcherStep.Archived), 1, "archive")]
    [InlineData(nameof(WatcherStep.Archived), 12, "archive")]
    [InlineData(nameof(WatcherStep.BeforeDelete), 1, "delete")]
    [InlineData(nameof(WatcherStep.Deleted), 3, "delete")]
    [InlineData(nameof(WatcherStep.ReasonBegun), 1, "keep")]
    [InlineData(nameof(WatcherStep.ReasonWritten), 1, "keep")]
    [InlineData(nameof(WatcherStep.Quarantined), 1, "delete")]
    public async Task Killed_at_a_step_it_leaves_the_rest_to_the_next(string step, int time, string after)
    {
        Fill();
        string oracle = await OracleAsync();
        using (WatcherProcess killed = WatcherProcess.With(StartupHook.Environment($"{step}:{time}"), Arguments(after)))
        {
            (int code, _, string error) = await killed.WaitAsync();
            Assert.True(code == 128 + 9, $"It ended with {code}, not by a kill: {error}");
        }

        await FinishAsync(oracle, after);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("400kB")]
    public async Task Killed_at_random_instants_again_and_again_it_leaves_the_rest_to_the_next(string? shard)
    {
        _shape = shard is null ? [] : ["--shard", shard];
        Fill();
        string oracle = await OracleAsync();
        await RandomKills.RunAsync(Arguments, async after =>
        {
            await FinishAsync(oracle, after);
            Clear();
            Fill();
        });
    }

    private string[] Arguments(string after) => ["--input-dir", _directory.Output, "--db-path", _directory.Database, "--after", after, .. _shape];

    private void Fill(string? directory = null)
    {
        directory ??= _directory.Output;
        Directory.CreateDirectory(directory);
        for (int n = 0; n < Files; n++)
        {
            WatchedDirectory.Trace(3000, first: (ulong)n).WriteTo(directory, WatchedDirectory.TraceName(n % 2, (uint)n));
        }

        File.WriteAllBytes(Path.Combine(directory, "bad.bin"), [1, 2, 3]);
    }

    private async Task<string> OracleAsync()
    {
        string oracle = Path.Combine(Root, "oracle", "store.db");
        Fill(Path.Combine(Root, "oracle", "output"));
        await OjoWatcher.RunAsync(new WatcherOptions { InputDirectory = Path.Combine(Root, "oracle", "output"), DatabasePath = oracle });
        return oracle;
    }

    private async Task FinishAsync(string oracle, string after)
    {
        (int code, _, string error) = await WatcherProcess.RunAsync(Arguments(after));

        // The bad file makes it 1, if the one that was killed had not put it aside.
        Assert.True(code is 0 or 1, error);
        if (_shape.Length == 0)
        {
            StoreContent.AssertSame(oracle, _directory.Database);
        }

        StoreContent.AssertSameEvents(oracle, _directory.Database);
        Assert.Equal(["bad.bin", "bad.bin.reason"], _directory.Quarantined());
        Assert.Equal(after == "keep" ? Files : 0, WatchedDirectory.FilesBelow(_directory.Output).Length);
        Assert.Equal(after == "archive" ? Files : 0, Directory.Exists(Path.Combine(Root, "archive")) ? WatchedDirectory.FilesBelow(Path.Combine(Root, "archive")).Length : 0);
    }

    private void Clear()
    {
        foreach (string folder in new[] { _directory.Output, _directory.Quarantine, Path.Combine(Root, "archive") }.Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }

        foreach (string file in Directory.GetFiles(Root, "store.db*"))
        {
            File.Delete(file);
        }

        if (Directory.Exists(_directory.Database))
        {
            Assert.True(Directory.GetFiles(_directory.Database, "shard-*.db").Length > 1, "All of it was in one shard.");
            Directory.Delete(_directory.Database, recursive: true);
        }
    }
}
