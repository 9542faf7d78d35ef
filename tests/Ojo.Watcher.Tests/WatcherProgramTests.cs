using System.Text.Json;
using Ojo.Storage.Tests.Support;
using Ojo.Watcher.Tests.Support;

namespace Ojo.Watcher.Tests;

public sealed class WatcherProgramTests : IDisposable
{
    private const string Content = """
        SELECT 'event', run_id, flow_id, ts_ns, event_type, payload, file_name FROM events
        UNION ALL SELECT 'flow', run_id, flow_id, first_event_ts, last_event_ts, event_count, parent_flow_id FROM flows
        UNION ALL SELECT 'file', run_id, file_name, event_count, dropped, sha256, 0 FROM files
        UNION ALL SELECT 'run', run_id, event_count, dropped, first_ns, last_ns, file_count FROM runs
        UNION ALL SELECT 'type', event_type, name, event_count, 0, 0, 0 FROM event_types
        UNION ALL SELECT 'block', first_id, last_id, first_ns, last_ns, keys, summed FROM ojo_block
        UNION ALL SELECT 'summary', flow, key, block, count, first, last FROM ojo_summary
        ORDER BY 1, 2, 3, 4, 5, 6, 7
        """;

    private readonly WatchedDirectory _directory = new();

    private string[] Arguments => ["--input-dir", _directory.Output, "--db-path", _directory.Database];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_summary_is_one_object_on_standard_output_and_bad_files_make_the_exit_code_1()
    {
        _directory.Write("a.bin", WatchedDirectory.Trace(1000).Add(2000, 1, Ojo.Format.MetaEvent.EventsDropped, 17, 1500));
        _directory.Write("b.bin", [1, 2, 3]);

        (int code, string output, string error) = await WatcherProcess.RunAsync([.. Arguments, "--json"]);
        (int again, string nothing, _) = await WatcherProcess.RunAsync([.. Arguments, "--json"]);

        Assert.Equal((1, 0), (code, again));
        JsonElement summary = JsonDocument.Parse(output).RootElement;
        Assert.Equal(["files", "events", "dropped", "quarantined", "seconds", "eventsPerSecond"], summary.EnumerateObject().Select(property => property.Name));
        Assert.Equal((1, 1000, 17, 1), (Number(summary, "files"), Number(summary, "events"), Number(summary, "dropped"), Number(summary, "quarantined")));
        Assert.Equal(0, Number(JsonDocument.Parse(nothing).RootElement, "events"));
        Assert.Contains("Quarantined", error, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', error);

        static long Number(JsonElement summary, string name) => summary.GetProperty(name).GetInt64();
    }

    [Theory]
    [InlineData("")]
    [InlineData("--input-dir x")]
    [InlineData("--input-dir x --db-path y --no-such-option")]
    [InlineData("--input-dir x --db-path")]
    [InlineData("--input-dir x --db-path y --after burn")]
    [InlineData("--input-dir x --db-path y --archive-dir z")]
    [InlineData("--input-dir x --db-path y --poll often")]
    [InlineData("--input-dir x --db-path y --poll 0s")]
    [InlineData("--input-dir x --db-path y --metrics-port 70000")]
    [InlineData("--input-dir x --db-path y --metrics-host z")]
    public async Task Wrong_usage_is_explained_and_makes_the_exit_code_2(string arguments)
    {
        (int code, string output, string error) = await WatcherProcess.RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, code);
        Assert.Contains("--input-dir", output + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_directory_is_one_line_and_exit_code_1()
    {
        (int code, _, string error) = await WatcherProcess.RunAsync("--input-dir", _directory.Output + "-not", "--db-path", _directory.Database);

        Assert.Equal(1, code);
        Assert.Equal(
            $"There is no directory {_directory.Output}-not. --input-dir is where trace files arrive: 'output' in a tracer's directory.", error.TrimEnd());
    }

    [Fact]
    public async Task A_tracers_directory_in_place_of_its_output_is_told_where_the_files_are()
    {
        _directory.Write("a.bin", WatchedDirectory.Trace(10));
        string tracers = Path.GetDirectoryName(_directory.Output)!;

        (_, _, string error) = await WatcherProcess.RunAsync("--input-dir", tracers, "--db-path", _directory.Database);
        (_, _, string right) = await WatcherProcess.RunAsync(Arguments);

        Assert.StartsWith($"There are no trace files in {tracers}: a tracer's files arrive in {_directory.Output}.", error, StringComparison.Ordinal);
        Assert.StartsWith("10 events", right, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_ends_watching_cleanly_with_exit_code_0(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        _directory.Write("a.bin", WatchedDirectory.Trace(100));
        using var watcher = new WatcherProcess([.. Arguments, "--watch", "--json"]);
        await Waiting.UntilAsync(() => File.Exists(_directory.Database) && StoredFiles() == 1);
        _directory.RenameIn("b.bin", WatchedDirectory.Trace(100, first: 7));
        await Waiting.UntilAsync(() => StoredFiles() == 2);

        await Commands.SignalAsync(signal, watcher.Id);
        (int code, string output, _) = await watcher.WaitAsync();
        Assert.Equal(0, code);
        Assert.Equal(200, JsonDocument.Parse(output).RootElement.GetProperty("events").GetInt64());
        Assert.False(File.Exists(_directory.Database + "-wal"));
    }

    [Fact]
    public async Task A_full_disk_ends_a_watcher_that_does_not_watch_and_no_source_is_lost()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux can limit a process's files so.");
        _directory.Write("a.bin", WatchedDirectory.Trace(100_000));
        using var watcher = WatcherProcess.OnFullDisk(1000, [.. Arguments, "--after", "delete", "--give-up-after", "200ms"]);

        (int code, _, string error) = await watcher.WaitAsync();

        Assert.Equal(1, code);
        Assert.StartsWith("The store cannot ", error, StringComparison.Ordinal);
        Assert.InRange(error.TrimEnd().Split('\n').Length, 1, 2);
        Assert.Equal(["a.bin"], WatchedDirectory.FilesBelow(_directory.Output));
        Assert.Equal(0, (await WatcherProcess.RunAsync([.. Arguments, "--after", "delete"])).Code);
        Assert.Equal(100_000, _directory.Statistics().Events);
    }

    [Fact]
    public async Task A_full_disk_is_waited_for_and_everything_is_stored_when_there_is_room()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux can change another process's limits.");
        _directory.Write("a.bin", WatchedDirectory.Trace(100));
        using var watcher = WatcherProcess.OnFullDisk(1000, [.. Arguments, "--watch"]);
        await Waiting.UntilAsync(() => watcher.HasExited || (File.Exists(_directory.Database) && StoredFiles() == 1));
        _directory.RenameIn("b.bin", WatchedDirectory.Trace(100_000));

        await Waiting.UntilAsync(() => watcher.HasExited || watcher.Error.Contains("trying again", StringComparison.Ordinal));
        await Commands.RunAsync("prlimit", $"--pid={watcher.Id}", "--fsize=unlimited");
        await Waiting.UntilAsync(() => watcher.HasExited || StoredFiles() == 2);
        await Commands.SignalAsync("TERM", watcher.Id);
        (int code, _, string error) = await watcher.WaitAsync();

        Assert.Equal(0, code);
        Assert.Equal(100_100, _directory.Statistics().Events);
        Assert.Single(error.Split('\n'), line => line.Contains("trying again", StringComparison.Ordinal));
        Assert.Single(error.Split('\n'), line => line.Contains("can be written to again", StringComparison.Ordinal));
        Assert.Empty(_directory.Quarantined());
    }

    [Fact]
    public async Task Killed_at_any_instant_and_run_again_it_stores_what_it_would_have_stored_undisturbed()
    {
        for (int n = 0; n < 24; n++)
        {
            var trace = new TraceFileBuilder { BatchStart = 1_767_225_600_000_000 + (ulong)(n % 3) };
            for (uint e = 0; e < 4000; e++)
            {
                trace.Add(e * 3, e % 11, e % 13 == 0 ? 0x101u : e % 2 == 0 ? 0x002u : 0x300u, e + (uint)n);
            }

            _directory.Write(Ojo.Format.TraceFileName.ForTrace(1_767_225_600_000_000 + (ulong)(n % 3), (uint)(n % 3), (uint)n).ToString(), trace);
        }

        string undisturbed = _directory.Database + ".oracle";
        Assert.Equal(0, (await WatcherProcess.RunAsync("--input-dir", _directory.Output, "--db-path", undisturbed)).Code);
        int killed = 0;

        // The log's length says how far it has come: from before the first table to amid the last files.
        foreach (long instant in new long[] { 0, 1, 50_000, 300_000, 700_000, 1_100_000, 1_500_000 })
        {
            File.Delete(_directory.Database);
            File.Delete(_directory.Database + "-wal");
            File.Delete(_directory.Database + "-shm");
            using var watcher = new WatcherProcess(Arguments);
            await Waiting.UntilAsync(() => watcher.HasExited || LengthOf(_directory.Database) + LengthOf(_directory.Database + "-wal") > instant);
            killed += watcher.HasExited ? 0 : 1;
            await watcher.KillAsync();

            Assert.Equal(0, (await WatcherProcess.RunAsync(Arguments)).Code);
            AssertSameContent(undisturbed);
        }

        Assert.True(killed >= 3, $"Only {killed} runs were killed before they ended.");
        Assert.Empty(_directory.Quarantined());
    }

    private void AssertSameContent(string oracle)
    {
        using var expected = new SqlShell(oracle);
        using var actual = new SqlShell(_directory.Database);
        List<object?[]> rows = expected.Query(Content);
        Assert.True(rows.Count > 96_000);
        Assert.Equal(rows, actual.Query(Content));
        Assert.Equal("ok", actual.Scalar("PRAGMA integrity_check"));
    }

    private long StoredFiles()
    {
        try
        {
            return _directory.Statistics().Files;
        }
        catch (Ojo.Storage.StoreUnavailableException)
        {
            // It is being made.
            return 0;
        }
    }

    private static long LengthOf(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? file.Length : -1;
    }
}
