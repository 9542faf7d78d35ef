using SQLitePCL;

namespace Ojo.Storage.Sqlite.Writing;

/// <summary>Takes whole runs out of a store that is one file, the oldest first. For use inside the writer's transactions.</summary>
/// <remarks>The ledger keeps the run's files, under the negative of its number. The pages it was on are given back by and by.</remarks>
internal static class RunRemoval
{
    /// <summary>The run that is to go next; null where all may stay.</summary>
    /// <param name="connection">The store.</param>
    /// <param name="retention">How much is kept.</param>
    /// <param name="now">What ages are counted from.</param>
    public static long? Next(sqlite3 connection, Retention retention, DateTimeOffset now)
    {
        using var oldest = new Statement(connection, """
            SELECT id, start_ns + last_ns, (SELECT count(*) FROM ojo_run WHERE last_ns IS NOT NULL) FROM ojo_run
            WHERE last_ns IS NOT NULL ORDER BY start_ns + last_ns, id LIMIT 1
            """);
        if (!oldest.Step())
        {
            return null;
        }

        (long run, long lastNs, long runs) = (oldest.Int64(0), oldest.Int64(1), oldest.Int64(2));
        oldest.Reset();
        bool isTooOld = lastNs < retention.OldestNs(now);
        bool isTooMuch = runs > 1 && Number(connection, "PRAGMA page_size") * (Number(connection, "PRAGMA page_count") - Number(connection, "PRAGMA freelist_count")) > retention.Bytes;
        return isTooOld || isTooMuch ? run : null;
    }

    public static void Remove(sqlite3 connection, long run, CancellationToken cancellation)
    {
        string id = SqlText.Number(run);
        string flows = $"(SELECT id FROM ojo_flow WHERE run = {id})";
        using (var blocks = new Statement(connection, $"SELECT b.first_id, b.last_id FROM ojo_block AS b JOIN ojo_flow AS f ON f.id = b.flow WHERE f.run = {id}"))
        using (var events = new Statement(connection, "DELETE FROM ojo_event WHERE id BETWEEN ?1 AND ?2"))
        using (var words = new Statement(connection, "DELETE FROM ojo_extend WHERE event BETWEEN ?1 AND ?2"))
        using (var texts = new Statement(connection, "DELETE FROM ojo_text WHERE event BETWEEN ?1 AND ?2"))
        {
            while (blocks.Step())
            {
                cancellation.ThrowIfCancellationRequested();
                foreach (Statement rows in (Statement[])[events, words, texts])
                {
                    rows.Bind(1, blocks.Int64(0)).Bind(2, blocks.Int64(1)).Execute();
                }
            }
        }

        foreach (string statement in (string[])
        [
            $"UPDATE ojo_key SET events = events - coalesce((SELECT sum(c.events) FROM ojo_flow_key AS c WHERE c.key = ojo_key.id AND c.flow IN {flows}), 0)",
            $"DELETE FROM ojo_summary WHERE flow IN {flows}",
            $"DELETE FROM ojo_floor WHERE flow IN {flows}",
            $"DELETE FROM ojo_block WHERE flow IN {flows}",
            $"DELETE FROM ojo_flow_key WHERE flow IN {flows}",
            $"DELETE FROM ojo_merge_file WHERE merge IN (SELECT id FROM ojo_merge WHERE run = {id})",
            .. ((string[])["ojo_merge", "ojo_slice", "ojo_stretch", "ojo_string", "ojo_gap", "ojo_clock", "ojo_flow"]).Select(table => $"DELETE FROM {table} WHERE run = {id}"),
            $"UPDATE ojo_file SET run = -{id} WHERE run = {id}",
            $"DELETE FROM ojo_run WHERE id = {id}",
        ])
        {
            using var change = new Statement(connection, statement);
            change.Execute();
        }
    }

    private static long Number(sqlite3 connection, string sql)
    {
        using var statement = new Statement(connection, sql);
        return statement.Scalar() ?? 0;
    }
}
