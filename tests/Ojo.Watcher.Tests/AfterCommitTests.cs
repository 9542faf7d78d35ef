using Ojo.Format;
using Ojo.Storage.Tests.Support;
using Ojo.Watcher.Tests.Support;

namespace Ojo.Watcher.Tests;

/// <summary>What becomes of a trace file once it is stored.</summary>
public sealed class AfterCommitTests : IDisposable
{
    private readonly WatchedDirectory _directory = new();

    private string Archive => Path.Combine(Path.GetDirectoryName(_directory.Output)!, "archive");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Archived_files_keep_their_names_and_subdirectories_and_make_the_same_store_again()
    {
        RunDescription run = WatchedDirectory.Run("alpha", processId: 7);
        Directory.CreateDirectory(Path.Combine(_directory.Output, "alpha"));
        _directory.Write("alpha/" + run.FileName, run.ToJson());
        _directory.Write("alpha/" + WatchedDirectory.TraceName(7, 0), WatchedDirectory.Trace(10));
        _directory.Write("plain.bin", WatchedDirectory.Trace(20, first: 9));
        _directory.Write("bad.bin", [1]);

        WatcherSummary summary = await OjoWatcher.RunAsync(_directory.Options with { After = AfterCommit.Archive });

        Assert.Equal((2, 30, 1, 0), (summary.Files, summary.Events, summary.Quarantined, summary.Failed));
        Assert.Equal(["alpha/" + run.FileName], WatchedDirectory.FilesBelow(_directory.Output));
        Assert.Equal(
            ["alpha/" + run.FileName, "alpha/" + WatchedDirectory.TraceName(7, 0), "plain.bin"], WatchedDirectory.FilesBelow(Archive));
        string again = _directory.Database + ".again";
        await OjoWatcher.RunAsync(new WatcherOptions { InputDirectory = Archive, DatabasePath = again });
        Assert.Equal(30, WatchedDirectory.Statistics(again).Events);
        using var shell = new SqlShell(again);
        Assert.Equal("alpha", shell.Scalar("SELECT host FROM runs WHERE process_id = 7"));
    }

    [Fact]
    public async Task An_archive_keeps_two_files_of_one_name_and_of_two_equal_ones_one()
    {
        WatcherOptions options = _directory.Options with { After = AfterCommit.Archive, ArchiveDirectory = Archive + "-elsewhere" };
        foreach (ulong first in new ulong[] { 0, 0, 5, 6, 5 })
        {
            _directory.Write("trace.bin", WatchedDirectory.Trace(10, first));
            await OjoWatcher.RunAsync(options);
            Assert.Empty(WatchedDirectory.FilesBelow(_directory.Output));
        }

        Assert.Equal(30, _directory.Statistics().Events);
        Assert.Equal(["trace.2.bin", "trace.3.bin", "trace.bin"], WatchedDirectory.FilesBelow(options.ArchiveDirectory));
    }

    [Fact]
    public async Task Stored_files_are_deleted_and_what_else_is_there_stays()
    {
        RunDescription run = WatchedDirectory.Run("alpha", processId: 7);
        _directory.Write(run.FileName.ToString(), run.ToJson());
        _directory.Write(WatchedDirectory.TraceName(7, 0), WatchedDirectory.Trace(10));
        _directory.Write("bad.bin", [1]);
        _directory.Write("notes.txt", "mine"u8.ToArray());

        WatcherSummary summary = await OjoWatcher.RunAsync(_directory.Options with { After = AfterCommit.Delete });

        Assert.Equal((1, 1), (summary.Files, summary.Quarantined));
        Assert.Equal(["notes.txt", run.FileName.ToString()], WatchedDirectory.FilesBelow(_directory.Output));
        Assert.Equal(10, _directory.Statistics().Events);
        Assert.Contains("bad.bin", _directory.Quarantined());
    }

    [Fact]
    public async Task What_was_stored_before_is_put_away_too()
    {
        _directory.Write("a.bin", WatchedDirectory.Trace(10));
        await OjoWatcher.RunAsync(_directory.Options);
        Assert.Single(WatchedDirectory.FilesBelow(_directory.Output));

        WatcherSummary summary = await OjoWatcher.RunAsync(_directory.Options with { After = AfterCommit.Delete });

        Assert.Equal(0, summary.Files);
        Assert.Empty(WatchedDirectory.FilesBelow(_directory.Output));
        Assert.Equal(10, _directory.Statistics().Events);

        // Whoever stored it need not have waited for the disk: so this one did, before the source went.
        using var shell = new SqlShell(_directory.Database);
        Assert.Equal(1L, shell.Scalar("SELECT value FROM ojo_store WHERE name = 'waited'"));
    }

    [Fact]
    public async Task An_archive_on_another_device_gets_whole_files_and_no_halves()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Directory.Exists("/dev/shm"), "Needs a second file system that may be written to.");
        byte[] bytes = WatchedDirectory.Trace(1000).ToBytes();
        _directory.Write("a.bin", bytes);
        DirectoryInfo elsewhere = Directory.CreateDirectory(Path.Combine("/dev/shm", Path.GetRandomFileName()));
        try
        {
            WatcherSummary summary = await OjoWatcher.RunAsync(_directory.Options with { After = AfterCommit.Archive, ArchiveDirectory = elsewhere.FullName });

            Assert.Equal((1, 0), (summary.Files, summary.Failed));
            Assert.Empty(WatchedDirectory.FilesBelow(_directory.Output));
            Assert.Equal(["a.bin"], WatchedDirectory.FilesBelow(elsewhere.FullName));
            Assert.Equal(bytes, File.ReadAllBytes(Path.Combine(elsewhere.FullName, "a.bin")));
        }
        finally
        {
            elsewhere.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task An_archive_within_the_input_directory_is_wrong_usage()
    {
        string within = Path.Combine(_directory.Output, "done");

        ArgumentException refusal = await Assert.ThrowsAsync<ArgumentException>(
            () => OjoWatcher.RunAsync(_directory.Options with { After = AfterCommit.Archive, ArchiveDirectory = within }));
        (int code, _, string error) = await WatcherProcess.RunAsync(
            "--input-dir", _directory.Output, "--db-path", _directory.Database, "--after", "archive", "--archive-dir", within);

        Assert.Contains("within the input directory", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(2, code);
        Assert.Contains("within the input directory", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_cannot_be_put_away_is_stored_and_complained_of()
    {
        string archive = Archive;
        await File.WriteAllTextAsync(archive, "a file where the archive should be");
        _directory.Write("a.bin", WatchedDirectory.Trace(10));
        List<string> log = [];

        WatcherSummary summary = await OjoWatcher.RunAsync(_directory.Options with { After = AfterCommit.Archive, Log = log.Add });

        Assert.Equal((1, 1), (summary.Files, summary.Failed));
        Assert.Contains("a.bin could not be taken in", Assert.Single(log), StringComparison.Ordinal);
        File.Delete(archive);
        Assert.Equal(0, (await OjoWatcher.RunAsync(_directory.Options with { After = AfterCommit.Archive })).Failed);
        Assert.Equal(["a.bin"], WatchedDirectory.FilesBelow(archive));
    }
}
