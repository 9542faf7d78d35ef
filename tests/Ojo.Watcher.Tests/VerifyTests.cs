using System.Text.Json;
using Ojo.Storage;
using Ojo.Storage.Shards;
using Ojo.Storage.Sqlite;
using Ojo.Storage.Tests.Support;
using Ojo.Storage.Verification;
using Ojo.Watcher.Tests.Support;

namespace Ojo.Watcher.Tests;

/// <summary>Whether a store is as it was written.</summary>
public sealed class VerifyTests : IDisposable
{
    private readonly WatchedDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_store_that_is_whole_is_said_to_be_with_what_was_read()
    {
        await FillAsync();

        (int code, string output, string error) = await WatcherProcess.RunAsync("verify", "--db-path", _directory.Database);
        (_, string json, _) = await WatcherProcess.RunAsync("verify", "--db-path", _directory.Database, "--json");

        Assert.True(code == 0, output + error);
        Assert.Contains("is whole: 7,110 events of", output, StringComparison.Ordinal);
        JsonElement verdict = JsonDocument.Parse(json).RootElement;
        Assert.True(verdict.GetProperty("whole").GetBoolean());
        Assert.Equal((42, 7110, 0), (verdict.GetProperty("files").GetInt64(), verdict.GetProperty("events").GetInt64(), verdict.GetProperty("unchecked").GetInt64()));
    }

    [Theory]
    [InlineData("UPDATE ojo_event SET payload = payload + 1 WHERE id = (SELECT max(id) - 20 FROM ojo_event)", "checksum")]
    [InlineData("UPDATE ojo_event SET dt = dt + 1 WHERE id = (SELECT max(id) - 20 FROM ojo_event)", "checksum")]
    [InlineData("UPDATE ojo_event SET key = key + 1000 WHERE id = (SELECT max(id) - 20 FROM ojo_event)", "there is not")]
    [InlineData("DELETE FROM ojo_event WHERE id = (SELECT max(id) - 20 FROM ojo_event)", "number of its events")]
    [InlineData("INSERT INTO ojo_event SELECT max(id) + 5, 0, key, 0 FROM ojo_event", "belongs to no block")]
    [InlineData("UPDATE ojo_extend SET word = word + 1 WHERE event = (SELECT max(event) FROM ojo_extend)", "checksum")]
    [InlineData("INSERT INTO ojo_extend SELECT max(id) + 5, 1, 1 FROM ojo_event", "no such event")]
    [InlineData("UPDATE ojo_text SET value = 'texT'", "checksum")]
    [InlineData("UPDATE ojo_summary SET first = first + 1", "summary")]
    [InlineData("DELETE FROM ojo_summary", "summary")]
    [InlineData("UPDATE ojo_summary SET moved = moved + 1 WHERE block = (SELECT max(block) FROM ojo_summary)", "summary")]
    [InlineData("INSERT INTO ojo_summary (flow, key, field, from_ns, block, duration, count, first) SELECT flow, key, field, from_ns + 1, block, 0, 1, 1 FROM ojo_summary LIMIT 1", "of no block's events")]
    [InlineData("DELETE FROM ojo_stretch WHERE first_ns >= 10000000", "in no stretch")]
    [InlineData("UPDATE ojo_stretch SET run = run + 1", "in no stretch")]
    [InlineData("UPDATE ojo_stretch SET keys = keys & ~(keys & -keys) WHERE first_ns >= 10000000", "in no stretch")]
    [InlineData("UPDATE ojo_stretch SET keys = keys | (1 << 60) WHERE id = 3", "Stretch 3 of run 1: it speaks of")]
    [InlineData("UPDATE ojo_stretch SET flows = substr(flows, 1, 1) WHERE first_ns >= 10000000", "in no stretch")]
    [InlineData("UPDATE ojo_stretch SET flows = CAST(flows || x'7F' AS BLOB) WHERE id = 3", "Stretch 3 of run 1: it speaks of")]
    [InlineData("UPDATE ojo_stretch SET first_ns = first_ns - 1 WHERE id = 3", "Stretch 3 of run 1: it speaks of")]
    [InlineData("UPDATE ojo_stretch SET last_ns = last_ns - 1 WHERE first_ns >= 10000000", "in no stretch")]
    [InlineData("UPDATE ojo_run SET longest = 1", "longest stretch")]
    [InlineData("UPDATE ojo_flow SET longest = 1", "longest block")]
    [InlineData("INSERT INTO ojo_floor VALUES (1, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1, 1)", "nothing is beneath")]
    [InlineData("INSERT INTO ojo_floor VALUES (99, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1, 1)", "it has upper floors, and it is missing")]
    [InlineData("UPDATE ojo_block SET checksum = checksum + 4 WHERE first_id = (SELECT max(first_id) FROM ojo_block)", "checksum")]
    [InlineData("UPDATE ojo_block SET last_ns = last_ns - 5000000 WHERE last_ns > 6000000", "not within its time")]
    [InlineData("DELETE FROM ojo_block WHERE first_id = (SELECT max(first_id) FROM ojo_block)", "belongs to no block")]
    [InlineData("UPDATE ojo_file SET events = events + 1 WHERE id = 3", "File 02.bin")]
    [InlineData("UPDATE ojo_file SET length = length + 24 WHERE id = 3", "its length")]
    [InlineData("UPDATE ojo_file SET sha256 = x'00' WHERE id = 3", "makes no sense")]
    [InlineData("DELETE FROM ojo_file WHERE id = 3", "not in the ledger")]
    [InlineData("UPDATE ojo_run SET dropped = 5", "lost")]
    [InlineData("DELETE FROM ojo_run", "its run is missing")]
    [InlineData("UPDATE ojo_gap SET events = 1", "lost")]
    [InlineData("UPDATE ojo_flow SET events = events + 1 WHERE id = 2", "Flow 1-")]
    [InlineData("UPDATE ojo_flow SET last_ns = last_ns + 1 WHERE id = 2", "when it ends")]
    [InlineData("UPDATE ojo_flow_key SET events = events + 1", "by type")]
    [InlineData("UPDATE ojo_key SET events = events + 1", "Event type 0x")]
    public async Task Whatever_is_changed_is_found(string change, string expected)
    {
        await FillAsync();
        Assert.True(SqliteStore.Verify(_directory.Database).IsWhole);
        using (var other = new SqlDatabase(_directory.Database))
        {
            other.Execute(change);
        }

        StoreVerdict verdict = SqliteStore.Verify(_directory.Database);

        Assert.False(verdict.IsWhole);
        Assert.Contains(verdict.Faults, fault => fault.ToString().Contains(expected, StringComparison.Ordinal));
        Assert.All(verdict.Faults, static fault => Assert.EndsWith(".", fault.What, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_bit_that_flips_on_the_disk_amid_the_events_is_found_wherever_it_is()
    {
        await FillAsync();
        byte[] sound = File.ReadAllBytes(_directory.Database);
        byte[] payload = BitConverter.GetBytes(0x1122334455667788);
        Array.Reverse(payload);
        int at = sound.AsSpan().IndexOf(payload);
        Assert.True(at > 0, "The event that is looked for is not there.");
        for (int bit = 0; bit < 64; bit += 7)
        {
            byte[] damaged = [.. sound];
            damaged[at + bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(_directory.Database, damaged);

            (int code, string output, string error) = await WatcherProcess.RunAsync("verify", "--db-path", _directory.Database);

            Assert.Equal((1, ""), (code, error));
            Assert.Contains("checksum", output, StringComparison.Ordinal);
            Assert.Contains("is damaged: ", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Of_a_store_that_is_a_directory_each_file_is_looked_through_and_the_index_is_held_against_them()
    {
        string store = _directory.Database + "-of-days";
        using (IStoreWriter writer = ShardedStore.OpenWriter(store, ShardSpan.Day))
        {
            for (ulong day = 0; day < 3; day++)
            {
                var trace = new TraceFileBuilder { BatchStart = new TraceFileBuilder().BatchStart + day * 24 * 3600 * 1_000_000 };
                for (uint n = 0; n < 500; n++)
                {
                    trace.Add(n, n % 3, 2, n);
                }

                _directory.Write("a.bin", trace);
                writer.Ingest(Path.Combine(_directory.Output, "a.bin"));
            }
        }

        StoreVerdict verdict = SqliteStore.Verify(store);
        Assert.True(verdict.IsWhole, string.Join('\n', verdict.Faults));
        Assert.Equal((3, 3, 1500), (verdict.Files, verdict.Runs, verdict.Events));

        string[] shards = [.. Directory.GetFiles(store, "*.db").Where(static path => Path.GetFileName(path) != "index.db").Order()];
        Assert.Equal(3, shards.Length);
        using (var other = new SqlDatabase(shards[1]))
        {
            other.Execute("UPDATE ojo_event SET payload = payload + 1 WHERE id = (SELECT max(id) FROM ojo_event)");
        }

        StoreFault fault = SqliteStore.Verify(store).Faults[0];
        Assert.StartsWith(Path.GetFileName(shards[1]), fault.Where, StringComparison.Ordinal);
        Assert.Contains("checksum", fault.What, StringComparison.Ordinal);

        File.Delete(shards[1]);
        Assert.Equal($"Shard {Path.GetFileName(shards[1])}: its file is missing.", Assert.Single(SqliteStore.Verify(store).Faults).ToString());
    }

    [Fact]
    public async Task Pages_that_are_overwritten_at_random_are_found_or_were_not_used_and_nothing_crashes()
    {
        await FillAsync();
        byte[] sound = File.ReadAllBytes(_directory.Database);
        var random = new Random(1);
        int found = 0;
        for (int n = 0; n < 60; n++)
        {
            byte[] damaged = [.. sound];
            random.NextBytes(damaged.AsSpan(random.Next(200, damaged.Length - 64), 64));
            File.WriteAllBytes(_directory.Database, damaged);
            try
            {
                found += SqliteStore.Verify(_directory.Database).IsWhole ? 0 : 1;
            }
            catch (StoreUnavailableException)
            {
                found++;
            }
        }

        Assert.InRange(found, 30, 60);
    }

    [Fact]
    public async Task A_store_that_is_not_there_or_is_none_is_one_line_and_exit_code_1()
    {
        (int missing, _, string absent) = await WatcherProcess.RunAsync("verify", "--db-path", _directory.Database);
        File.WriteAllText(_directory.Database, new string('x', 9000));
        (int none, _, string other) = await WatcherProcess.RunAsync("verify", "--db-path", _directory.Database);
        (int usage, _, _) = await WatcherProcess.RunAsync("verify");

        Assert.Equal((1, 1, 2), (missing, none, usage));
        Assert.Single(absent.TrimEnd().Split('\n'));
        Assert.Single(other.TrimEnd().Split('\n'));
    }

    /// <summary>Files of many small flows, which are merged, and a large one; words, texts, gaps.</summary>
    private async Task FillAsync()
    {
        for (int n = 0; n < 40; n++)
        {
            _directory.Write($"{n:D2}.bin", WatchedDirectory.Trace(50, first: (ulong)n));
        }

        var large = new TraceFileBuilder();
        for (uint n = 0; n < 5000; n++)
        {
            large.Add(10_000 + n, 3, n % 5 == 0 ? 0x105u : 0x300u, n % 5 == 0 ? [n, 2, 3] : [n * 77]);
        }

        large.AddText(20_000, 4, Ojo.Format.MetaEvent.StringDefine, "a string"u8).Add(20_001, 4, 0x002, 1).AddText(20_001, 4, Ojo.Format.MetaEvent.Text, "text"u8);
        for (uint n = 0; n < 100; n++)
        {
            large.Add(20_002 + n, 5, 0x002, n == 50 ? 0x1122334455667788UL : n);
        }

        large.Add(21_000, 1, Ojo.Format.MetaEvent.EventsDropped, 17, 20_500);
        _directory.Write("large.bin", large);
        _directory.Write("small.bin", new TraceFileBuilder().Add(1, 9, 2, 1).Add(2, 9, 2, 2).Add(3, 9, 2, 3).Add(4, 9, 2, 4).Add(5, 9, 2, 5).Add(6, 9, 2, 6).Add(7, 9, 2, 7).Add(8, 9, 2, 8).Add(9, 9, 2, 9));
        WatcherSummary summary = await OjoWatcher.RunAsync(_directory.Options);
        Assert.Equal((42, 7110, 0), (summary.Files, summary.Events, summary.Quarantined));
    }
}
