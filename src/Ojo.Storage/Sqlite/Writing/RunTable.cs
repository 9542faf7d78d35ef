using Ojo.Format;
using Ojo.Storage.Ingestion;
using SQLitePCL;

namespace Ojo.Storage.Sqlite.Writing;

/// <summary>Finds and makes the rows of <c>ojo_run</c>. For use inside the writer's transactions.</summary>
internal static class RunTable
{
    /// <summary>Takes a run's description in.</summary>
    /// <returns>Whether it says anything new.</returns>
    public static bool Describe(sqlite3 connection, RunDescription run)
    {
        string? host = HostOf(run);
        long id = Find(connection, run.BatchStart, run.Version, run.ProcessId, host)
            ?? Find(connection, run.BatchStart, run.Version, processId: null, host)
            ?? Add(connection, run.BatchStart, run.Version, run.ProcessId, host);
        using var update = new Statement(connection, """
            UPDATE ojo_run SET process_id = ?2, service = ?3, host = ?4, clock = ?5, filter = ?6, schema = ?7
            WHERE id = ?1 AND (process_id, service, host, clock, filter, schema) IS NOT (?2, ?3, ?4, ?5, ?6, ?7)
            """);
        update.Bind(1, id).Bind(2, run.ProcessId).Bind(3, run.Service).Bind(4, run.Host)
            .Bind(5, run.Clock).Bind(6, run.Filter).Bind(7, (long)run.SchemaHash).Execute();
        return raw.sqlite3_changes(connection) > 0;
    }

    /// <summary>The run that a trace file belongs to.</summary>
    /// <remarks>
    /// A run is known by its start, its process id and, where the run file beside the traces says it, its host. Where the
    /// file's name does not say the process id, the only run of that start is meant; where there is none or several, a run
    /// without one.
    /// </remarks>
    public static (long Id, long Schema) FindOrAdd(sqlite3 connection, TraceFileReader file, FileIdentity identity)
    {
        int? processId = identity.ProcessId;
        long id = Find(connection, file.BatchStart, file.Version, processId, identity.Host)
            ?? (processId is null ? FindOnly(connection, file.BatchStart, file.Version) : null)
            ?? Add(connection, file.BatchStart, file.Version, processId, identity.Host);
        if (file.SchemaHash != 0)
        {
            return (id, (long)file.SchemaHash);
        }

        using var schema = new Statement(connection, "SELECT schema FROM ojo_run WHERE id = ?1");
        return (id, schema.Bind(1, id).Scalar() ?? 0);
    }

    /// <summary>What the run says of its host; the same process id and start on two hosts are two runs.</summary>
    private static string? HostOf(RunDescription run) => run.Host.Length > 0 ? run.Host : null;

    private static long? Find(sqlite3 connection, ulong batchStart, int version, int? processId, string? host)
    {
        using var find = new Statement(connection, """
            SELECT id, host IS NULL FROM ojo_run
            WHERE batch_start = ?1 AND version = ?2 AND process_id IS ?3 AND (?4 IS NULL OR host IS NULL OR host = ?4)
            ORDER BY host IS NULL, id LIMIT 1
            """);
        if (!find.Bind(1, (long)batchStart).Bind(2, version).Bind(3, processId).Bind(4, host).Step())
        {
            return null;
        }

        (long id, bool isHostUnknown) = (find.Int64(0), find.Int64(1) != 0);
        find.Reset();
        if (isHostUnknown && host is not null)
        {
            using var tell = new Statement(connection, "UPDATE ojo_run SET host = ?2 WHERE id = ?1");
            tell.Bind(1, id).Bind(2, host).Execute();
        }

        return id;
    }

    private static long? FindOnly(sqlite3 connection, ulong batchStart, int version)
    {
        using var find = new Statement(connection, """
            SELECT CASE count(*) WHEN 1 THEN max(id) END FROM ojo_run WHERE batch_start = ?1 AND version = ?2
            """);
        return find.Bind(1, (long)batchStart).Bind(2, version).Scalar();
    }

    private static long Add(sqlite3 connection, ulong batchStart, int version, int? processId, string? host)
    {
        using var insert = new Statement(connection, """
            INSERT INTO ojo_run (batch_start, version, process_id, start_ns, host) VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id
            """);
        return insert.Bind(1, (long)batchStart).Bind(2, version).Bind(3, processId)
            .Bind(4, EventSlice.ToNs(batchStart, version == 1 ? 1000 : 1)).Bind(5, host).Scalar()!.Value;
    }
}
