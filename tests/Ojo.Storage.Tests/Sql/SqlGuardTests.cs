using System.Security.Cryptography;
using Ojo.Storage.Sqlite;
using Ojo.Storage.Tests.Contract;
using Ojo.Storage.Tests.Support;

namespace Ojo.Storage.Tests.Sql;

/// <summary>What somebody tries who wants more of SQLite than to read the store.</summary>
public sealed class SqlGuardTests : StoreContract
{
    private string Store => Path.Combine(Directory, "store.db");

    protected override IStoreWriter OpenWriter() => SqliteStore.OpenWriter(Store);

    protected override IStoreReader OpenReader() => SqliteStore.OpenReader(Store);

    [Theory]
    [InlineData("ATTACH '{0}/other.db' AS other", "ATTACH")]
    [InlineData("ATTACH ':memory:' AS other", "ATTACH")]
    [InlineData("ATTACH 'file:{0}/other.db?mode=rwc' AS other", "ATTACH")]
    [InlineData("DETACH main", "ATTACH")]
    [InlineData("VACUUM", "may only read")]
    [InlineData("VACUUM INTO '{0}/copy.db'", "may only read")]
    [InlineData("REINDEX", "may only read")]
    [InlineData("ANALYZE", "may only read")]
    [InlineData("SAVEPOINT x", "transaction")]
    [InlineData("ROLLBACK", "transaction")]
    [InlineData("CREATE VIRTUAL TABLE temp.x USING fts5(y)", "may only read")]
    [InlineData("CREATE VIRTUAL TABLE x USING csv(filename='/etc/passwd')", "may only read")]
    [InlineData("PRAGMA query_only = 0", "PRAGMA")]
    [InlineData("PRAGMA writable_schema = 1", "PRAGMA")]
    [InlineData("PRAGMA journal_mode = DELETE", "PRAGMA")]
    [InlineData("PRAGMA temp_store_directory = '{0}'", "PRAGMA")]
    [InlineData("PRAGMA hard_heap_limit = 1", "PRAGMA")]
    [InlineData("PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA")]
    [InlineData("PRAGMA database_list", "PRAGMA")]
    [InlineData("SELECT * FROM pragma_database_list", "")]
    [InlineData("SELECT * FROM pragma_table_info('runs')", "")]
    [InlineData("SELECT load_extension('{0}/x.so')", "load_extension")]
    [InlineData("SELECT fts3_tokenizer('simple')", "fts3_tokenizer")]
    [InlineData("SELECT fts3_tokenizer('simple', x'0000000000000000')", "fts3_tokenizer")]
    [InlineData("SELECT rtreecheck('x')", "rtreecheck")]
    [InlineData("SELECT readfile('/etc/passwd')", "readfile")]
    [InlineData("SELECT writefile('{0}/x', 'y')", "writefile")]
    [InlineData("SELECT edit('x')", "edit")]
    [InlineData("SELECT json_patch('1', '2')", "json_patch")]
    [InlineData("SELECT * FROM fsdir('/')", "")]
    [InlineData("SELECT * FROM sqlite_dbpage", "")]
    [InlineData("SELECT * FROM dbstat", "")]
    [InlineData("SELECT * FROM ojo_event", "ojo_event")]
    [InlineData("SELECT count(*) FROM ojo_event", "ojo_event")]
    [InlineData("SELECT 1 WHERE EXISTS (SELECT * FROM main.OJO_BLOCK)", "views")]
    public void Is_refused_and_nothing_has_changed(string sql, string explanation)
    {
        Ingest(new TraceFileBuilder().Add(1, 7, 2, 11));
        _ = Reader.Value("SELECT count(*) FROM events");
        Dictionary<string, string> before = Files();

        StoreSqlException fault = Reader.Refused(sql.Replace("{0}", Directory, StringComparison.Ordinal));

        Assert.Contains(explanation, fault.Message, StringComparison.Ordinal);
        Assert.Equal(before, Files());
        Assert.Equal(1L, Reader.Value("SELECT count(*) FROM events"));
    }

    [Theory]
    [InlineData("WITH c AS (SELECT flow_id, count(*) AS n FROM events GROUP BY 1) SELECT sum(n) FROM c")]
    [InlineData("SELECT count(*) OVER (ORDER BY ts_ns) FROM packet_sent")]
    [InlineData("SELECT count(value) FROM packet_sent, json_each('[1]')")]
    [InlineData("SELECT count(sql) > 5 FROM sqlite_master")]
    [InlineData("SELECT json_extract('{\"a\":1}', '$.a') + length(strftime('%Y', 0, 'unixepoch')) - 4")]
    [InlineData("SELECT (SELECT 1 FROM flows) UNION SELECT 1 FROM packets")]
    [InlineData("SELECT instr('äö', 'ö') - 1 + instr(x'0102', x'02') - 2 + (replace('aXbX', 'X', 'yy') <> 'ayybyy') + (trim('xäx', 'x') || ltrim('xa', 'x') || rtrim('ax', 'yx') <> 'äaa')")]
    public void What_reads_is_answered(string sql)
    {
        Ingest(new TraceFileBuilder().Add(1, 7, 2, 11));

        Assert.Equal(1L, Reader.Value(sql));
    }

    [Theory]
    [InlineData("EXPLAIN QUERY PLAN SELECT * FROM events WHERE flow_id = 7")]
    [InlineData("EXPLAIN SELECT 1")]
    [InlineData("VALUES (1), (2)")]
    [InlineData("SELECT printf('%.*f', 100, 1.5), hex(randomblob(4)), date('now'), typeof(1) LIKE 'int%', 'a' GLOB '*'")]
    public void What_explains_and_computes_is_answered_too(string sql) => Assert.NotEmpty(Reader.Rows(sql));

    [Fact]
    public void A_statement_leaves_no_file_and_no_lock_behind()
    {
        Ingest(new TraceFileBuilder().Add(1, 7, 2, 11));
        for (int n = 0; n < 3; n++)
        {
            Assert.Equal(1L, Reader.Value("SELECT count(*) FROM (SELECT * FROM events ORDER BY payload)"));
        }

        Ingest(new TraceFileBuilder().Add(2, 7, 2, 12), "more.bin");

        Assert.Equal(2L, Reader.Value("SELECT count(*) FROM events"));
        Assert.Equal(["more.bin", "store.db", "store.db-shm", "store.db-wal", "trace.bin"], Files().Keys.Order());
    }

    [Theory]
    [InlineData("CREATE VIEW bad AS SELECT load_extension('x.so') AS y", "SELECT * FROM bad")]
    [InlineData("CREATE VIEW bad AS SELECT fts3_tokenizer('simple', x'00') AS y", "SELECT * FROM bad")]
    [InlineData("DROP VIEW gaps; CREATE VIEW gaps AS SELECT * FROM pragma_database_list", "SELECT * FROM gaps")]
    [InlineData("DROP VIEW gaps; CREATE VIEW gaps AS SELECT json_patch(name, name) FROM ojo_file", "SELECT * FROM gaps")]
    [InlineData("CREATE VIEW bad AS SELECT * FROM bad2; CREATE VIEW bad2 AS SELECT * FROM bad", "SELECT * FROM bad")]
    [InlineData("CREATE TABLE t(a, b AS (load_extension(a)))", "SELECT * FROM t")]
    public void A_file_that_means_harm_cannot_do_it(string harm, string sql)
    {
        Ingest(new TraceFileBuilder().Add(1, 7, 2, 11));
        using (var file = new SqlDatabase(Store))
        {
            file.TryExecute(harm);
        }

        Assert.ThrowsAny<Exception>(() => Reader.Rows(sql)); // a refusal, not a crash
        Assert.Equal(1L, Reader.Value("SELECT count(*) FROM events"));
    }

    [Fact]
    public void A_file_with_code_of_an_extension_in_it_is_not_asked()
    {
        Ingest(new TraceFileBuilder().Add(1, 7, 2, 11));
        using (var file = new SqlDatabase(Store))
        {
            file.Execute("CREATE VIRTUAL TABLE bad USING fts4(x)");
        }

        StoreUnavailableException fault = Assert.Throws<StoreUnavailableException>(() => Reader.Rows("SELECT 1"));
        Assert.Contains("virtual table, bad", fault.Message, StringComparison.Ordinal);
        Assert.Equal(1, Reader.GetStatistics().Events);
    }

    private Dictionary<string, string> Files() => System.IO.Directory.EnumerateFiles(Directory).ToDictionary(
        file => Path.GetFileName(file),
        file => file.EndsWith("-shm", StringComparison.Ordinal) ? "" : Convert.ToHexString(SHA256.HashData(ReadShared(file))));

    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
