using Ojo.Format;
using Ojo.Storage.Ingestion;
using SQLitePCL;

namespace Ojo.Storage.Sqlite.Writing;

/// <summary>Keeps a copy of a flight recorder's ring out of a store that has traces of the run, and the other way round: the same events may be in both.</summary>
/// <remarks>
/// Which events are in both cannot be told: times after the clock's last anchor differ by a little, and what looks alike may have happened
/// twice. So of one run a store takes either the run's own files or those of one copy, whichever comes first.
/// </remarks>
internal static class CopyRule
{
    /// <summary>Why a file is not to be taken in; null if it is.</summary>
    public static string? Refusal(sqlite3 connection, TraceFileReader reader, FileIdentity identity)
    {
        using var first = new Statement(connection, """
            SELECT f.name FROM ojo_run AS r JOIN ojo_file AS f ON f.run = r.id
            WHERE r.batch_start = ?1 AND r.version = ?2
                AND (?3 IS NULL OR r.process_id IS NULL OR r.process_id = ?3) AND (?4 IS NULL OR r.host IS NULL OR r.host = ?4)
            ORDER BY r.id, f.id LIMIT 1
            """);
        first.Bind(1, (long)reader.BatchStart).Bind(2, reader.Version).Bind(3, identity.ProcessId).Bind(4, identity.Host);

        // All that are there are of one kind, as this holds for each: so the first speaks for them.
        if (!first.Step())
        {
            return null;
        }

        string stored = first.Text(0);
        uint copy = CopyOf(identity.Name);
        return copy == CopyOf(stored) ? null
            : copy != 0 ? $"{identity.Name} is a copy of what a process held, and the store has {stored} of the same run, which may hold the same events: it is not stored. Give it a store of its own."
            : $"{identity.Name} is not stored: the store has {stored}, a copy of what the process held, which may hold the same events. Give the run a store without the copy.";
    }

    /// <summary>Which copy a file is of; 0 if it is the run's own.</summary>
    public static uint CopyOf(string name) => TraceFileName.TryParse(name, out TraceFileName parsed) ? parsed.CopyId : 0;
}
