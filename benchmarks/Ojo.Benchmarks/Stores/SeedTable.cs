using System.Diagnostics;
using Ojo.Benchmarks.Programs;
using Ojo.Format;
using SQLitePCL;

namespace Ojo.Benchmarks.Stores;

/// <summary>The table that the first description of the system gave: a row per event with everything in it, and three indexes.</summary>
internal static class SeedTable
{
    /// <summary>How the database is set up: as ours, with twice the cache.</summary>
    public const string Settings = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -24576;";

    /// <summary>The table.</summary>
    public const string Table = """
        CREATE TABLE events (
            id INTEGER PRIMARY KEY AUTOINCREMENT, batch_start_us INTEGER NOT NULL, ts_delta_us INTEGER NOT NULL,
            flow_id INTEGER NOT NULL, event_type INTEGER NOT NULL, payload INTEGER NOT NULL, file_name TEXT NOT NULL);
        """;

    /// <summary>Its indexes.</summary>
    public const string Indexes = """
        CREATE INDEX idx_flow_id ON events(flow_id);
        CREATE INDEX idx_event_type ON events(event_type);
        CREATE INDEX idx_timestamp ON events(ts_delta_us);
        """;

    /// <summary>Takes files in as well as the table allows: a statement for all rows, a transaction for each file.</summary>
    public static Ingested Measure(string database, long events, IEnumerable<string> files)
    {
        long wall = Stopwatch.GetTimestamp();
        double cpu = ProcessTime.Own();
        Ingest(database, files);
        long bytes = new FileInfo(database).Length;
        return new Ingested(
            "the seeds' table with its three indexes", events, ProcessTime.Own() - cpu, Stopwatch.GetElapsedTime(wall).TotalSeconds, null, bytes, bytes);
    }

    private static void Ingest(string database, IEnumerable<string> files)
    {
        Batteries_V2.Init();
        raw.sqlite3_open(database, out sqlite3 opened);
        using sqlite3 connection = opened;
        Execute(connection, Settings + Table + Indexes);
        raw.sqlite3_prepare_v2(connection, """
            INSERT INTO events (batch_start_us, ts_delta_us, flow_id, event_type, payload, file_name) VALUES (?, ?, ?, ?, ?, ?)
            """, out sqlite3_stmt insert);
        var records = new TraceRecord[64 * 1024];
        foreach (string file in files)
        {
            Execute(connection, "BEGIN");
            using TraceFileReader reader = TraceFileReader.Open(file);
            raw.sqlite3_bind_int64(insert, 1, (long)reader.BatchStart);
            raw.sqlite3_bind_text(insert, 6, Path.GetFileName(file));
            for (int count; (count = reader.Read(records)) > 0;)
            {
                foreach (ref readonly TraceRecord record in records.AsSpan(0, count))
                {
                    if (record.EventType == MetaEvent.BatchEnd)
                    {
                        continue;
                    }

                    raw.sqlite3_bind_int64(insert, 2, (long)record.TsDelta);
                    raw.sqlite3_bind_int64(insert, 3, record.FlowId);
                    raw.sqlite3_bind_int64(insert, 4, record.EventType);
                    raw.sqlite3_bind_int64(insert, 5, (long)record.Payload);
                    raw.sqlite3_step(insert);
                    raw.sqlite3_reset(insert);
                }
            }

            Execute(connection, "COMMIT");
        }

        insert.Dispose();
        Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private static void Execute(sqlite3 connection, string sql)
    {
        if (raw.sqlite3_exec(connection, sql) != raw.SQLITE_OK)
        {
            throw new InvalidOperationException(raw.sqlite3_errmsg(connection).utf8_to_string());
        }
    }
}
