using System.Globalization;
using System.Runtime.InteropServices;
using Ojo.Storage.Queries;
using Ojo.Storage.Sqlite;
using Ojo.Storage.Sqlite.Sql;
using Ojo.Storage.Tests.Contract;
using Ojo.Storage.Tests.Support;
using SQLitePCL;

namespace Ojo.Storage.Tests.Sql;

/// <summary>Statements that would take all memory, all of the disk or for ever.</summary>
/// <remarks>What is measured is the whole process's, so nothing else runs meanwhile.</remarks>
[Collection(nameof(Alone))]
public sealed class SqlBoundsTests : StoreContract
{
    private const long Memory = 32 << 20;
    private const long TemporaryFiles = 16 << 20;
    private const string Numbers = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)";

    // What the test's own runtime takes meanwhile.
    private const long OfTheRuntime = 32 << 20;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private static readonly SqlLimits s_limits = new() { Memory = Memory, TemporaryFiles = TemporaryFiles, Time = TimeSpan.FromSeconds(5), Rows = 1_000_000 };

    /// <summary>Tests that measure the process.</summary>
    [CollectionDefinition(nameof(Alone), DisableParallelization = true)]
    public sealed class Alone;

    protected override IStoreWriter OpenWriter() => SqliteStore.OpenWriter(Path.Combine(Directory, "store.db"));

    protected override IStoreReader OpenReader() => SqliteStore.OpenReader(Path.Combine(Directory, "store.db"));

    public static TheoryData<string, string> Hungry => new()
    {
        { "one value of a gigabyte", "SELECT zeroblob(1000000000)" },
        { "one text of a gigabyte", "SELECT hex(zeroblob(500000000))" },
        { "a text that doubles", "WITH RECURSIVE n(x) AS (SELECT 'xxxxxxxx' UNION ALL SELECT x || x FROM n) SELECT length(x) FROM n" },
        { "all in one text", Numbers + " SELECT group_concat(hex(randomblob(1000))) FROM n" },
        { "all in one JSON", Numbers + " SELECT json_group_array(hex(randomblob(1000))) FROM n" },
        { "a sort of everything", Numbers + " SELECT x FROM n ORDER BY hex(randomblob(500))" },
        { "a sort of large rows", Numbers + " SELECT x, randomblob(500000) FROM n ORDER BY random()" },
        { "a set of everything", Numbers + " SELECT DISTINCT hex(randomblob(500)) FROM n" },
        { "a set that grows by itself", "WITH RECURSIVE n(x) AS (SELECT randomblob(1000) UNION SELECT randomblob(1000) FROM n) SELECT count(*) FROM n" },
        { "a group for each row", Numbers + " SELECT hex(randomblob(100)), count(*) FROM n GROUP BY 1" },
        { "a window over everything", Numbers + " SELECT sum(x) OVER (ORDER BY hex(randomblob(100))) FROM n" },
        { "everything held for a window", Numbers + " SELECT last_value(y) OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) FROM (SELECT randomblob(1000) AS y FROM n)" },
        { "an aggregate that holds its own", Numbers + " SELECT json_group_object(x, hex(randomblob(1000))) FROM n" },
        { "a product of everything", "SELECT count(*) FROM sqlite_master a, sqlite_master b, sqlite_master c, sqlite_master d, sqlite_master e ORDER BY random()" },
        { "many large values at once", "SELECT " + string.Join(", ", Enumerable.Range(0, 900).Select(n => $"hex(zeroblob({500_000 - n}))")) },
        { "many large values in a row", Numbers + " SELECT " + string.Join(", ", Enumerable.Range(0, 400).Select(n => $"randomblob(1000000 - {n} - x)")) + " FROM n" },
        { "many sets at once", "SELECT 1 WHERE " + string.Join(" AND ", Enumerable.Range(0, 60).Select(n =>
            $"randomblob({n}) NOT IN (WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 20000) SELECT randomblob(100) || {n} FROM n)")) },
        { "an expression that doubles", Doubling("SELECT x + x AS x FROM c{0}") },
        { "a subquery that doubles", Doubling("SELECT a.x FROM c{0} a, c{0} b") },
        { "parentheses without end", "SELECT " + new string('(', 30_000) + "1" + new string(')', 30_000) },
        { "a sum without end", "SELECT 1" + string.Concat(Enumerable.Repeat("+1", 30_000)) },
        { "columns without end", "SELECT 1" + string.Concat(Enumerable.Repeat(",1", 30_000)) },
        { "parts without end", "SELECT 1" + string.Concat(Enumerable.Repeat(" UNION SELECT 1", 4000)) },
        { "columns that double", Doubling("SELECT * FROM c{0} a, c{0} b") },
    };

    /// <summary>What a single call would take minutes to years for, in which SQLite looks at nothing else.</summary>
    public static TheoryData<string, string> Slow => new()
    {
        { "SELECT instr(hex(zeroblob(250000)), hex(zeroblob(125000)) || '1')", "second argument of instr()" },
        { "SELECT replace(hex(zeroblob(250000)), hex(zeroblob(125000)) || '1', '')", "second argument of replace()" },
        { "SELECT trim(hex(zeroblob(250000)), hex(randomblob(125000)) || 'x')", "second argument of trim()" },
        { "SELECT ltrim(hex(zeroblob(250000)), hex(randomblob(125000)) || 'x')", "second argument of ltrim()" },
        { "SELECT rtrim(hex(zeroblob(250000)), hex(randomblob(125000)) || 'x')", "second argument of rtrim()" },
        { "SELECT hex(zeroblob(250000)) LIKE '" + string.Concat(Enumerable.Repeat("%0", 150)) + "x'", "pattern too complex" },
        { "SELECT hex(zeroblob(250000)) GLOB '" + new string('*', 300) + "x'", "pattern too complex" },
    };

    [Theory]
    [MemberData(nameof(Hungry))]
    public void What_would_take_all_memory_takes_what_it_may(string what, string sql)
    {
        Assert.SkipUnless(SqlFileSystem.Name is not null, "Temporary files are not counted here.");
        _ = Reader.Value("SELECT 1");
        GC.Collect();
        long resident = ResetPeak();
        long before = raw.sqlite3_memory_used();
        _ = raw.sqlite3_memory_highwater(1);

        SqlLimit? stopped = null;
        StoreSqlException? refused = null;
        try
        {
            stopped = Reader.Ask(sql, s_limits).Stopped;
        }
        catch (StoreSqlException exception)
        {
            refused = exception;
        }

        long taken = raw.sqlite3_memory_highwater(0) - before;
        long residentTaken = PeakResident() - resident;
        TestContext.Current.TestOutputHelper?.WriteLine($"{what}: {stopped?.ToString() ?? refused!.Message[..Math.Min(90, refused.Message.Length)]} after {taken >> 10} KiB of SQLite's, {residentTaken >> 10} KiB resident");
        Assert.True(refused is not null || stopped is not SqlLimit.None, what);

        // What is being prepared is stopped by the ceiling of the process alone.
        long most = Memory + Memory / 4 + (refused is null ? 0 : SqlMemory.RoomForOthers);
        Assert.InRange(taken, 0, most);
        Assert.InRange(residentTaken, long.MinValue, most + OfTheRuntime);
        Assert.InRange(raw.sqlite3_memory_used() - before, long.MinValue, 1 << 20);
        Assert.Equal(0, raw.sqlite3_hard_heap_limit64(-1));
    }

    [Theory]
    [MemberData(nameof(Slow))]
    public void What_nothing_could_stop_is_refused(string sql, string explanation) =>
        Assert.Contains(explanation, Assert.Throws<StoreSqlException>(() => Reader.Ask(sql, s_limits with { Time = s_patience })).Message, StringComparison.Ordinal);

    [Fact]
    public void A_sort_that_does_not_fit_into_memory_goes_to_a_temporary_file()
    {
        Assert.SkipUnless(SqlFileSystem.Name is not null, "Temporary files are not counted here.");
        const string sort = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 100000) SELECT count(*) FROM (SELECT x FROM n ORDER BY hex(randomblob(100)) LIMIT -1 OFFSET 1)";

        Assert.Equal(SqlLimit.None, Reader.Ask(sort, s_limits with { Time = s_patience, Memory = 16 << 20, TemporaryFiles = 64 << 20 }).Stopped);
        Assert.Equal(SqlLimit.TemporaryFiles, Reader.Ask(sort, s_limits with { Time = s_patience, Memory = 16 << 20, TemporaryFiles = 1 << 20 }).Stopped);
    }

    [Fact]
    public async Task Who_takes_little_is_not_ended_for_who_takes_too_much()
    {
        _ = Reader;
        string greedy = "SELECT 1 WHERE " + string.Join(" AND ", Enumerable.Range(0, 100).Select(n =>
            $"randomblob({n}) NOT IN (WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 20000) SELECT randomblob(100) || {n} FROM n)"));
        const string modest = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 3000000) SELECT sum(x) FROM n";
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        SqlLimits limits = s_limits with { Time = s_patience, TemporaryFiles = 1L << 30 };

        Task<SqlResult>[] greedies = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() => Reader.Ask(greedy, limits), cancellation))];
        Task<SqlResult>[] modests = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() => Reader.Ask(modest, limits), cancellation))];

        Assert.All(await Task.WhenAll(greedies), static result => Assert.Equal(SqlLimit.Memory, result.Stopped));
        Assert.All(await Task.WhenAll(modests), static result => Assert.Equal(SqlLimit.None, result.Stopped));
        Assert.Equal(0, raw.sqlite3_hard_heap_limit64(-1));
    }

    private static string Doubling(string select)
    {
        IEnumerable<string> tables = Enumerable.Range(1, 30).Select(n => $"c{n} AS ({string.Format(CultureInfo.InvariantCulture, select, n - 1)})");
        return $"WITH c0 AS (SELECT length(name) AS x FROM sqlite_master), {string.Join(", ", tables)} SELECT * FROM c30";
    }

    private static long ResetPeak()
    {
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
        {
            return 0;
        }

        try
        {
            // proc(5): 5 sets the peak to what is resident now.
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
        catch (IOException)
        {
        }
        catch (UnauthorizedAccessException)
        {
        }

        return PeakResident();
    }

    private static long PeakResident()
    {
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
        {
            return 0;
        }

        string line = File.ReadLines("/proc/self/status").First(static line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.AsSpan(6).TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) << 10;
    }
}
