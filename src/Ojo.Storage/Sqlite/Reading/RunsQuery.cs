using Ojo.Storage.Queries;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Lists runs.</summary>
internal static class RunsQuery
{
    private const string Columns = """
        SELECT r.id, r.service, r.host, r.process_id, r.start_ns, r.events, r.dropped,
               (SELECT count(*) FROM flows AS f WHERE f.run_id = r.id), coalesce(r.last_ns, 0)
        FROM ojo_run AS r
        """;

    public static IReadOnlyList<StoredRun> Run(ReaderConnection connection)
    {
        Statement rows = connection.Prepare(Columns + " ORDER BY r.start_ns, r.id");
        var runs = new List<StoredRun>();
        while (rows.Step())
        {
            runs.Add(Read(rows));
        }

        return runs;
    }

    public static StoredRun? Find(ReaderConnection connection, long id)
    {
        Statement rows = connection.Prepare(Columns + " WHERE r.id = ?1").Bind(1, id);
        StoredRun? run = rows.Step() ? Read(rows) : null;
        rows.Reset();
        return run;
    }

    private static StoredRun Read(Statement row) => new(
        RunId: row.Int64(0),
        Service: row.TextOrNull(1),
        Host: row.TextOrNull(2),
        ProcessId: (int?)row.Int64OrNull(3),
        StartNs: row.Int64(4),
        Events: row.Int64(5),
        Dropped: row.Int64(6),
        Flows: row.Int64(7),
        LastNs: row.Int64(8));
}
