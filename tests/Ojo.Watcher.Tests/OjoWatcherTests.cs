using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Ojo.Format;
using Ojo.Storage;
using Ojo.Storage.Queries;
using Ojo.Storage.Sqlite;
using Ojo.Storage.Tests.Support;
using Ojo.Watcher.Tests.Support;

namespace Ojo.Watcher.Tests;

public sealed class OjoWatcherTests : IDisposable
{
    private readonly WatchedDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Bad_files_are_quarantined_with_a_sentence_each_and_the_good_ones_beside_them_are_stored()
    {
        byte[] good = WatchedDirectory.Trace(1000).ToBytesWithChecksum(1000);
        byte[] flipped = [.. good];
        flipped[5000] ^= 0x10;
        _directory.Write("a-good.bin", good);
        _directory.Write("b-truncated.bin", good[..^5]);
        _directory.Write("c-magic.bin", [.. "ELF?"u8, .. good[4..]]);
        _directory.Write("d-version.bin", [.. good[..4], 9, .. good[5..]]);
        _directory.Write("e-checksum.bin", flipped);
        _directory.Write("f-text.bin", new TraceFileBuilder().Add(1, 7, MetaEvent.StringDefine, 20).Add(1, 7, 2, 5));
        _directory.Write("g-words.bin", new TraceFileBuilder().Add(1, 7, 0x105, 20, 21));
        _directory.Write("h-huge.bin", new TraceFileBuilder().Add(1, 7, MetaEvent.Text, ulong.MaxValue));
        _directory.Write("i-odd.bin", [.. good[..24], 1]);
        _directory.Write("j-short.bin", good[..23]);
        _directory.Write("k-empty.bin", []);
        _directory.Write("l-count.bin", new TraceFileBuilder().Add(1, 7, 2, 5).Add(1, uint.MaxValue, MetaEvent.BatchEnd, 5));
        _directory.Write("m-good.bin", WatchedDirectory.Trace(10, first: 5));
        _directory.Write("notes.txt", "not ours"u8.ToArray());

        WatcherSummary summary = await OjoWatcher.RunAsync(_directory.Options);

        Assert.Equal((2, 1010, 0, 11, 0), (summary.Files, summary.Events, summary.Dropped, summary.Quarantined, summary.Failed));
        Assert.Equal((1010, 2), (_directory.Statistics().Events, _directory.Statistics().Files));
        Assert.Equal(["a-good.bin", "m-good.bin", "notes.txt"], Directory.GetFiles(_directory.Output).Select(Path.GetFileName).Order());
        string[] quarantined = _directory.Quarantined();
        Assert.Equal(22, quarantined.Length);
        foreach (string name in quarantined.Where(name => name.EndsWith(".bin", StringComparison.Ordinal)))
        {
            string reason = File.ReadAllText(Path.Combine(_directory.Quarantine, name + ".reason"));
            Assert.EndsWith(".\n", reason, StringComparison.Ordinal);
            Assert.Single(reason.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }

        Assert.Equal(good[..^5], File.ReadAllBytes(Path.Combine(_directory.Quarantine, "b-truncated.bin")));
        Assert.Contains("offset 24024", Reason("e-checksum.bin"), StringComparison.Ordinal);
        Assert.Contains("version 9", Reason("d-version.bin"), StringComparison.Ordinal);
        Assert.Contains("offset 24", Reason("g-words.bin"), StringComparison.Ordinal);
        Assert.Contains("is empty", Reason("k-empty.bin"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Running_twice_changes_nothing()
    {
        _directory.Write("a.bin", WatchedDirectory.Trace(1000));
        _directory.Write("b.bin", WatchedDirectory.Trace(500, first: 9));
        WatcherSummary first = await OjoWatcher.RunAsync(_directory.Options);
        byte[] before = File.ReadAllBytes(_directory.Database);

        WatcherSummary second = await OjoWatcher.RunAsync(_directory.Options);

        Assert.Equal((2, 1500), (first.Files, first.Events));
        Assert.Equal((0, 0, 0), (second.Files, second.Events, second.Quarantined));
        Assert.Equal(before, File.ReadAllBytes(_directory.Database));
    }

    [Fact]
    public async Task Quarantined_files_are_never_overwritten()
    {
        for (byte n = 0; n < 3; n++)
        {
            _directory.Write("bad.bin", [n, n, n]);
            await OjoWatcher.RunAsync(_directory.Options);
        }

        Assert.Equal(
            ["bad.bin", "bad.bin.2", "bad.bin.2.reason", "bad.bin.3", "bad.bin.3.reason", "bad.bin.reason"], _directory.Quarantined());
        Assert.Equal([2, 2, 2], File.ReadAllBytes(Path.Combine(_directory.Quarantine, "bad.bin.3")));
    }

    [Fact]
    public async Task A_run_and_its_schema_are_taken_in_before_its_traces()
    {
        byte[] schema = Encoding.UTF8.GetBytes("""
            {"format":1,"providers":[{"provider":"game","namespace":"Game","events":[
              {"id":65552,"name":"SNAPSHOT_SENT","category":"Game","role":"packet_sent",
               "fields":[{"name":"tick","type":"u32","part":"packet_number","offset":0,"bits":32},{"name":"size","type":"u16","unit":"bytes","part":"size","offset":32,"bits":16}]}]}]}
            """);
        ulong hash = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(schema));
        var run = new RunDescription
        {
            Service = "game",
            Host = "node-1",
            ProcessId = 77,
            BatchStart = 1_767_225_600_000_000,
            Version = 1,
            Clock = "stopwatch",
            SchemaHash = hash,
        };
        _directory.Write(TraceFileName.ForTrace(run.BatchStart, 77, 0).ToString(), new TraceFileBuilder().Add(1, 3, 65552, 5 | (900UL << 32)));
        _directory.Write(run.FileName.ToString(), run.ToJson());
        _directory.Write(TraceFileName.ForSchema(hash).ToString(), schema);

        await OjoWatcher.RunAsync(_directory.Options);

        using IStoreReader reader = SqliteStore.OpenReader(_directory.Database);
        EventRow row = Assert.Single(reader.GetEvents(new EventQuery()).Events);
        Assert.Equal(("SNAPSHOT_SENT", 900UL), (row.Name, row.Fields[1].Value));
        Assert.Equal(("game", "node-1", 77), (reader.GetRuns()[0].Service, reader.GetRuns()[0].Host, reader.GetRuns()[0].ProcessId));
        Assert.Equal(900, reader.GetFlow(row.Flow)!.Summary.BytesSent);
        using var shell = new SqlShell(_directory.Database);
        Assert.Equal(5L, shell.Scalar("SELECT tick FROM snapshot_sent WHERE flow_id = 3"));
    }

    [Fact]
    public async Task A_schema_or_run_file_that_is_none_is_quarantined_and_the_traces_are_stored()
    {
        _directory.Write(TraceFileName.ForSchema(5).ToString(), "{}"u8.ToArray());
        _directory.Write(TraceFileName.ForRun(5, 6).ToString(), "[1, 2"u8.ToArray());
        _directory.Write("a.bin", WatchedDirectory.Trace(10));

        WatcherSummary summary = await OjoWatcher.RunAsync(_directory.Options);

        Assert.Equal((1, 2), (summary.Files, summary.Quarantined));
        Assert.Contains("hash", Reason(TraceFileName.ForSchema(5).ToString()), StringComparison.Ordinal);
        Assert.Contains("not JSON", Reason(TraceFileName.ForRun(5, 6).ToString()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_and_messages_are_told()
    {
        _directory.Write("a.bin", WatchedDirectory.Trace(10));
        _directory.Write("b.bin", [1]);
        var progress = new List<WatcherProgress>();
        var messages = new List<string>();

        await OjoWatcher.RunAsync(_directory.Options with { Progress = progress.Add, Log = messages.Add });

        Assert.Equal([(1, 10, 0, 1), (1, 10, 1, 0)], progress.Select(p => ((int)p.Files, (int)p.Events, (int)p.Quarantined, p.Remaining)));
        Assert.Contains("b.bin has 1 bytes", Assert.Single(messages), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_that_is_not_there_is_an_error_unless_it_is_waited_for() =>
        await Assert.ThrowsAsync<DirectoryNotFoundException>(
            () => OjoWatcher.RunAsync(_directory.Options with { InputDirectory = _directory.Output + "-not" }));

    [Fact]
    public async Task A_database_of_another_program_ends_the_watcher_at_once()
    {
        using (var other = new SqlDatabase(_directory.Database))
        {
            other.Execute("CREATE TABLE mine (x)");
        }

        StoreUnavailableException refusal = await Assert.ThrowsAsync<StoreUnavailableException>(
            () => OjoWatcher.RunAsync(_directory.Options with { Watch = true }));

        Assert.Contains("another program", refusal.Message, StringComparison.Ordinal);
    }

    private string Reason(string name) => File.ReadAllText(Path.Combine(_directory.Quarantine, name + ".reason"));
}
