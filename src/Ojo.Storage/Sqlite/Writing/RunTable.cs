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
        long id = Find(connection, run.BatchStart, run.Version, run.ProcessId)
            ?? Find(connection, run.BatchStart, run.Version, processId: null)
            ?? Add(connection, run.BatchStart, run.Version, run.ProcessId);
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
    /// A run is known by its start and its process id. Where the file's name does not say the id, the only run of that
    /// start is meant; where there is none or several, a run without a process id.
    /// </remarks>
    public static (long Id, long Schema) FindOrAdd(sqlite3 connection, TraceFileReader file, string fileName)
    {
        int? processId = TraceFileName.TryParse(fileName, out TraceFileName name) && name.Kind == TraceFileKind.Trace
            ? unchecked((int)name.ProcessId)
            : null;
        long id = Find(connection, file.BatchStart, file.Version, processId)
            ?? (processId is null ? FindOnly(connection, file.BatchStart, file.Version) : null)
            ?? Add(connection, file.BatchStart, file.Version, processId);
        if (file.SchemaHash != 0)
        {
            return (id, (long)file.SchemaHash);
        }

        using var schema = new Statement(connection, "SELECT schema FROM ojo_run WHERE id = ?1");
        return (id, schema.Bind(1, id).Scalar() ?? 0);
    }

    private static long? Find(sqlite3 connection, ulong batchStart, int version, int? processId)
    {
        using var find = new Statement(connection, """
            SELECT id FROM ojo_run WHERE batch_start = ?1 AND version = ?2 AND process_id IS ?3
            """);
        return find.Bind(1, (long)batchStart).Bind(2, version).Bind(3, processId).Scalar();
    }

    private static long? FindOnly(sqlite3 connection, ulong batchStart, int version)
    {
        using var find = new Statement(connection, """
            SELECT CASE count(*) WHEN 1 THEN max(id) END FROM ojo_run WHERE batch_start = ?1 AND version = ?2
            """);
        return find.Bind(1, (long)batchStart).Bind(2, version).Scalar();
    }

    private static long Add(sqlite3 connection, ulong batchStart, int version, int? processId)
    {
        using var insert = new Statement(connection, """
            INSERT INTO ojo_run (batch_start, version, process_id, start_ns) VALUES (?1, ?2, ?3, ?4) RETURNING id
            """);
        return insert.Bind(1, (long)batchStart).Bind(2, version).Bind(3, processId)
            .Bind(4, EventSlice.ToNs(batchStart, version == 1 ? 1000 : 1)).Scalar()!.Value;
    }
}
