using Ojo.Storage.Sqlite;
using SQLitePCL;

namespace Ojo.Storage.Shards;

/// <summary>Keeps the index's totals those of all shards. For use inside the index's transactions.</summary>
internal static class ShardTotals
{
    private const string FlowColumns = "f.run, f.bits, f.parent, f.parent_ns, f.first_ns, f.last_ns";

    /// <summary>Adds what a shard's ingestion of one file has changed.</summary>
    /// <returns>Whether event types or keys are new.</returns>
    public static bool AddFile(sqlite3 index, sqlite3 shard, long id)
    {
        bool isNew = ShardCatalogue.TakeNew(index, shard);
        long file = ShardCatalogue.Number(shard, "SELECT max(id) FROM ojo_file");
        long run = ShardCatalogue.Number(shard, $"SELECT run FROM ojo_file WHERE id = {SqlText.Number(file)}");
        AddFiles(index, shard, id, $"id = {SqlText.Number(file)}");
        CopyRunTotals(index, shard, id, $"id = {SqlText.Number(run)}");
        SumRuns(index, [run]);
        CopyKeyTotals(index, shard, id);
        using (var totals = new FlowTotals(index))
        using (var flows = new Statement(shard, $"SELECT t.flow, {FlowColumns}, t.events, f.longest FROM touched_flow AS t JOIN ojo_flow AS f ON f.id = t.flow"))
        using (var keys = new Statement(shard, "SELECT key, events FROM touched_flow_key WHERE flow = ?1"))
        {
            totals.Add(flows, keys);
        }

        RowCopy.Copy(shard, index, "ojo_string", "OR IGNORE", "(run, id) IN (SELECT run, id FROM touched_string)");
        ShardCatalogue.SetNumber(index, "last_event", Math.Max(
            ShardCatalogue.Number(index, "SELECT value FROM ojo_store WHERE name = 'last_event'"), ShardCatalogue.Number(shard, "SELECT max(id) FROM ojo_event")));
        foreach (string touched in (string[])["touched_flow", "touched_flow_key", "touched_string"])
        {
            Execute(shard, $"DELETE FROM {touched}");
        }

        SumShard(index, id);
        return isNew;
    }

    /// <summary>Makes the index's idea of a shard anew from the shard itself. <see cref="Sum"/> is to follow.</summary>
    /// <returns>The runs whose totals have to be summed up again.</returns>
    public static HashSet<long> TakeShard(sqlite3 index, sqlite3 shard, long id)
    {
        HashSet<long> runs = Forget(index, id, keepLedger: false);
        ShardCatalogue.TakeAll(index, shard);
        AddFiles(index, shard, id, "1");
        CopyRunTotals(index, shard, id, "events > 0 OR id IN (SELECT run FROM ojo_file)");
        CopyKeyTotals(index, shard, id);
        runs.UnionWith(Numbers(index, $"SELECT run FROM ojo_shard_run WHERE shard = {SqlText.Number(id)}"));
        Execute(index, $"UPDATE ojo_shard SET change = {SqlText.Number(ShardCount.Read(shard))} WHERE id = {SqlText.Number(id)}");
        SumShard(index, id);
        return runs;
    }

    /// <summary>Takes a shard's files, gaps and part of the totals out of the index. <see cref="Sum"/> is to follow.</summary>
    /// <param name="index">The index.</param>
    /// <param name="id">The shard.</param>
    /// <param name="keepLedger">Whether its files stay known, so that they are not taken in again.</param>
    /// <returns>The runs whose totals have to be summed up again.</returns>
    public static HashSet<long> Forget(sqlite3 index, long id, bool keepLedger)
    {
        string shard = SqlText.Number(id);
        HashSet<long> runs = Numbers(index, $"SELECT run FROM ojo_shard_run WHERE shard = {shard}");
        Execute(index, $"DELETE FROM ojo_gap WHERE file IN (SELECT file FROM ojo_shard_file WHERE shard = {shard})");
        if (keepLedger)
        {
            Execute(index, $"UPDATE ojo_shard_file SET shard = 0 WHERE shard = {shard}");
        }
        else
        {
            Execute(index, $"DELETE FROM ojo_file WHERE id IN (SELECT file FROM ojo_shard_file WHERE shard = {shard})");
            Execute(index, $"DELETE FROM ojo_shard_file WHERE shard = {shard}");
        }

        Execute(index, $"UPDATE ojo_key SET events = events - (SELECT events FROM ojo_shard_key WHERE shard = {shard} AND key = ojo_key.id) WHERE id IN (SELECT key FROM ojo_shard_key WHERE shard = {shard})");
        Execute(index, $"DELETE FROM ojo_shard_run WHERE shard = {shard}");
        Execute(index, $"DELETE FROM ojo_shard_key WHERE shard = {shard}");
        return runs;
    }

    /// <summary>Sums runs and their flows up from the shards that have them. A run of which no shard has anything is gone.</summary>
    /// <param name="index">The index.</param>
    /// <param name="runs">The runs.</param>
    /// <param name="read">Asks a shard, if it can be read.</param>
    public static void Sum(sqlite3 index, HashSet<long> runs, Action<ShardRow, Action<sqlite3>> read)
    {
        string list = string.Join(", ", runs.Order().Select(SqlText.Number));
        Execute(index, $"DELETE FROM ojo_flow_key WHERE flow IN (SELECT id FROM ojo_flow WHERE run IN ({list}))");
        Execute(index, $"UPDATE ojo_flow SET events = 0, parent = NULL, parent_ns = NULL, first_ns = {long.MaxValue}, last_ns = -1, longest = 0 WHERE run IN ({list})");
        using (var totals = new FlowTotals(index))
        {
            foreach ((ShardRow shard, string shardRuns) in ShardsOf(index, list))
            {
                read(shard, handle =>
                {
                    using var flows = new Statement(handle, $"SELECT f.id, {FlowColumns}, f.events, f.longest FROM ojo_flow AS f WHERE f.run IN ({shardRuns})");
                    using var keys = new Statement(handle, "SELECT key, events FROM ojo_flow_key WHERE flow = ?1");
                    totals.Add(flows, keys);
                });
            }
        }

        Execute(index, $"DELETE FROM ojo_flow WHERE run IN ({list}) AND events = 0");
        SumRuns(index, runs);
        string gone = $"SELECT id FROM ojo_run WHERE id IN ({list}) AND id NOT IN (SELECT run FROM ojo_shard_run)";
        foreach (string table in (string[])["ojo_string", "ojo_clock"])
        {
            Execute(index, $"DELETE FROM {table} WHERE run IN ({gone})");
        }

        Execute(index, $"DELETE FROM ojo_run WHERE id IN ({gone})");
    }

    private static List<(ShardRow Shard, string Runs)> ShardsOf(sqlite3 index, string runs)
    {
        using var rows = new Statement(index, $"""
            SELECT {ShardRow.Columns}, (SELECT group_concat(r.run) FROM ojo_shard_run AS r WHERE r.shard = ojo_shard.id AND r.run IN ({runs})) AS runs
            FROM ojo_shard WHERE state = 1 AND runs IS NOT NULL
            """);
        var shards = new List<(ShardRow, string)>();
        while (rows.Step())
        {
            shards.Add((ShardRow.Read(rows), rows.Text(6)));
        }

        return shards;
    }

    private static void AddFiles(sqlite3 index, sqlite3 shard, long id, string where)
    {
        string[] columns = [.. RowCopy.ColumnsOf(shard, "ojo_file").Where(static column => column != "id")];
        using var rows = new Statement(shard, $"SELECT {string.Join(", ", columns)}, id FROM ojo_file WHERE {where} ORDER BY id");
        using var insert = new Statement(index, $"""
            INSERT INTO ojo_file ({string.Join(", ", columns)}) VALUES ({string.Join(", ", Enumerable.Range(1, columns.Length).Select(static n => $"?{n}"))}) RETURNING id
            """);
        using var addFile = new Statement(index, "INSERT INTO ojo_shard_file VALUES (?1, ?2, ?3)");
        using var gaps = new Statement(shard, "SELECT run, from_ns, to_ns, cause, events FROM ojo_gap WHERE file = ?1 ORDER BY id");
        using var addGap = new Statement(index, "INSERT INTO ojo_gap (run, from_ns, to_ns, cause, events, file) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
        while (rows.Step())
        {
            long file = RowCopy.Bind(insert, rows, columns.Length).Scalar()!.Value;
            long local = rows.Int64(columns.Length);
            addFile.Bind(1, file).Bind(2, id).Bind(3, local).Execute();
            gaps.Bind(1, local);
            while (gaps.Step())
            {
                RowCopy.Bind(addGap, gaps, 5).Bind(6, file).Execute();
            }
        }
    }

    private static void CopyRunTotals(sqlite3 index, sqlite3 shard, long id, string where)
    {
        using var rows = new Statement(shard, $"SELECT id, first_ns, last_ns, events, dropped FROM ojo_run WHERE {where}");
        using var insert = new Statement(index, "INSERT OR REPLACE INTO ojo_shard_run (run, first_ns, last_ns, events, dropped, shard) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
        while (rows.Step())
        {
            RowCopy.Bind(insert, rows, 5).Bind(6, id).Execute();
        }
    }

    private static void CopyKeyTotals(sqlite3 index, sqlite3 shard, long id)
    {
        using var rows = new Statement(shard, "SELECT id, events FROM ojo_key WHERE events > 0");
        using var known = new Statement(index, $"SELECT events FROM ojo_shard_key WHERE shard = {SqlText.Number(id)} AND key = ?1");
        using var write = new Statement(index, "INSERT OR REPLACE INTO ojo_shard_key (key, events, shard) VALUES (?1, ?2, ?3)");
        using var add = new Statement(index, "UPDATE ojo_key SET events = events + ?2 WHERE id = ?1");
        while (rows.Step())
        {
            (long key, long events) = (rows.Int64(0), rows.Int64(1));
            long added = events - (known.Bind(1, key).Scalar() ?? 0);
            if (added != 0)
            {
                write.Bind(1, key).Bind(2, events).Bind(3, id).Execute();
                add.Bind(1, key).Bind(2, added).Execute();
            }
        }
    }

    private static void SumRuns(sqlite3 index, IEnumerable<long> runs)
    {
        using var sum = new Statement(index, """
            UPDATE ojo_run SET (first_ns, last_ns, events, dropped) =
                (SELECT min(first_ns), max(last_ns), coalesce(sum(events), 0), coalesce(sum(dropped), 0) FROM ojo_shard_run WHERE run = ?1)
            WHERE id = ?1
            """);
        foreach (long run in runs)
        {
            sum.Bind(1, run).Execute();
        }
    }

    private static void SumShard(sqlite3 index, long id)
    {
        using var sum = new Statement(index, """
            UPDATE ojo_shard SET (first_ns, last_ns) =
                (SELECT min(r.start_ns + s.first_ns), max(r.start_ns + s.last_ns) FROM ojo_shard_run AS s JOIN ojo_run AS r ON r.id = s.run WHERE s.shard = ?1)
            WHERE id = ?1
            """);
        sum.Bind(1, id).Execute();
    }

    private static HashSet<long> Numbers(sqlite3 connection, string sql)
    {
        using var rows = new Statement(connection, sql);
        var numbers = new HashSet<long>();
        while (rows.Step())
        {
            numbers.Add(rows.Int64(0));
        }

        return numbers;
    }

    private static void Execute(sqlite3 connection, string sql)
    {
        using var statement = new Statement(connection, sql);
        statement.Execute();
    }
}
