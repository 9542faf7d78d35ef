using Ojo.Runtime.Tests.Publishing;
using Ojo.Storage;
using Ojo.Storage.Sqlite;
using Ojo.Watcher.Directories;
using Ojo.Watcher.Tests.Support;

namespace Ojo.Watcher.Tests;

/// <summary>A real disk that has no more room: sources are kept, one line says so, and work goes on by itself when there is room again.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const int Megabytes = 64;

    private readonly SmallDisk _disk = new(Megabytes);
    private readonly WatchedDirectory _directory = new();

    private string Ballast => Path.Combine(_disk.Path, "ballast");

    public void Dispose()
    {
        _disk.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData("store.db")]
    [InlineData("store.db", "--shard", "hour")]
    [InlineData("stores", "--tenant", "red")]
    public async Task A_store_on_it_is_waited_for_with_one_line_and_gets_everything_when_room_is_made(string store, params string[] shape)
    {
        Assert.SkipWhen(_disk.Problem is not null, $"No file system can be mounted here: {_disk.Problem}");
        string path = Path.Combine(_disk.Path, store);
        string actual = shape is ["--tenant", var tenant] ? OjoStore.PathOf(path, tenant) : path;
        _directory.Write("a.bin", WatchedDirectory.Trace(1000));
        string[] arguments = ["--input-dir", _directory.Output, "--db-path", path, .. shape];
        using var watcher = new WatcherProcess([.. arguments, "--watch", "--after", "delete"]);
        await Waiting.UntilAsync(() => watcher.HasExited || WatchedDirectory.FilesBelow(_directory.Output).Length == 0);

        Fill();
        for (int n = 0; n < 4; n++)
        {
            _directory.RenameIn($"b-{n}.bin", WatchedDirectory.Trace(100_000, first: (ulong)n));
        }

        await Waiting.UntilAsync(() => watcher.HasExited || watcher.Error.Contains("trying again", StringComparison.Ordinal));
        Assert.Equal(["b-0.bin", "b-1.bin", "b-2.bin", "b-3.bin"], WatchedDirectory.FilesBelow(_directory.Output));

        // Reading needs no room.
        Assert.Equal(1000, Events(actual));
        File.Delete(Ballast);
        await Waiting.UntilAsync(() => watcher.HasExited || WatchedDirectory.FilesBelow(_directory.Output).Length == 0);
        Assert.False(watcher.HasExited, watcher.Error);
        await Commands.SignalAsync("TERM", watcher.Id);
        (int code, _, string error) = await watcher.WaitAsync();

        Assert.True(code == 0, error);
        Assert.Equal(401_000, Events(actual));
        Assert.Single(error.Split('\n'), static line => line.Contains("the disk is full", StringComparison.Ordinal) && line.Contains("The files are kept", StringComparison.Ordinal));
        Assert.Single(error.Split('\n'), static line => line.Contains("can be written to again", StringComparison.Ordinal));
        Assert.Empty(_directory.Quarantined());
        Assert.True(SqliteStore.Verify(actual) is { IsWhole: true }, "The store is damaged.");
    }

    [Fact]
    public async Task A_store_that_cannot_even_be_made_there_is_one_line_and_exit_code_1()
    {
        Assert.SkipWhen(_disk.Problem is not null, $"No file system can be mounted here: {_disk.Problem}");
        Fill();
        _directory.Write("a.bin", WatchedDirectory.Trace(1000));
        string[] arguments = ["--input-dir", _directory.Output, "--db-path", Path.Combine(_disk.Path, "store.db"), "--give-up-after", "200ms"];

        (int code, _, string error) = await WatcherProcess.RunAsync(arguments);

        Assert.Equal(1, code);
        Assert.Contains("the disk is full", error, StringComparison.Ordinal);
        Assert.InRange(error.TrimEnd().Split('\n').Length, 1, 2);
        Assert.Equal(["a.bin"], WatchedDirectory.FilesBelow(_directory.Output));
        File.Delete(Ballast);
        Assert.Equal(0, (await WatcherProcess.RunAsync(arguments)).Code);
    }

    [Fact]
    public async Task A_bad_file_that_finds_no_room_for_its_reason_stays_is_complained_of_once_and_is_put_aside_when_there_is()
    {
        Assert.SkipWhen(_disk.Problem is not null, $"No file system can be mounted here: {_disk.Problem}");
        string input = Directory.CreateDirectory(Path.Combine(_disk.Path, "output")).FullName;
        string quarantine = Directory.CreateDirectory(Path.Combine(_disk.Path, "quarantine")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(input, "bad.bin"), [1, 2, 3]);
        await File.WriteAllBytesAsync(Path.Combine(input, "good.bin"), WatchedDirectory.Trace(10).ToBytes());
        Fill();
        WatcherOptions options = _directory.Options with { InputDirectory = input };
        List<string> log = [];

        WatcherSummary full = await OjoWatcher.RunAsync(options with { Log = log.Add });

        Assert.Equal((1, 10, 0, 1), (full.Files, full.Events, full.Quarantined, full.Failed));
        Assert.Contains("It could not be moved to the quarantine", Assert.Single(log), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(quarantine));
        File.Delete(Ballast);
        WatcherSummary roomy = await OjoWatcher.RunAsync(options);
        Assert.Equal((1, 0), (roomy.Quarantined, roomy.Failed));
        Assert.Equal(["bad.bin", "bad.bin.reason"], WatchedDirectory.FilesBelow(quarantine));
    }

    [Fact]
    public async Task An_archive_on_it_gets_no_halves_and_the_rest_when_there_is_room()
    {
        Assert.SkipWhen(_disk.Problem is not null, $"No file system can be mounted here: {_disk.Problem}");
        string archive = Directory.CreateDirectory(Path.Combine(_disk.Path, "archive")).FullName;
        _directory.Write("a.bin", WatchedDirectory.Trace(100_000));
        Fill(room: 1 << 20);
        WatcherOptions options = _directory.Options with { After = AfterCommit.Archive, ArchiveDirectory = archive };

        WatcherSummary full = await OjoWatcher.RunAsync(options);

        Assert.Equal((100_000, 1), (full.Events, full.Failed));
        Assert.Empty(Directory.GetFiles(archive));
        Assert.Equal(["a.bin"], WatchedDirectory.FilesBelow(_directory.Output));
        File.Delete(Ballast);
        Assert.Equal((0, 0), ((await OjoWatcher.RunAsync(options)).Failed, WatchedDirectory.FilesBelow(_directory.Output).Length));
        Assert.Equal(["a.bin"], WatchedDirectory.FilesBelow(archive));
    }

    [Fact]
    public void Pauses_get_longer_up_to_five_seconds()
    {
        List<TimeSpan> pauses = [TimeSpan.Zero];
        for (int n = 0; n < 8; n++)
        {
            pauses.Add(StoreSession.PauseAfter(pauses[^1]));
        }

        Assert.Equal([100, 200, 400, 800, 1600, 3200, 5000, 5000], pauses.Skip(1).Select(static pause => pause.TotalMilliseconds));
    }

    private static long Events(string path)
    {
        using IStoreReader reader = OjoStore.OpenReader(path);
        return reader.GetStatistics().Events;
    }

    /// <summary>Takes all the room that there is, down to the last byte, but for some.</summary>
    private void Fill(int room = 0)
    {
        using FileStream ballast = new(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (int piece in new[] { 1 << 20, 4096, 1 })
        {
            byte[] bytes = new byte[piece];
            try
            {
                while (true)
                {
                    ballast.Write(bytes);
                }
            }
            catch (IOException)
            {
                // Not so much at once any more.
            }
        }

        ballast.SetLength(ballast.Length - room);
    }
}
