using System.Globalization;
using Ojo.Format;
using Ojo.Storage.Ingestion;
using SQLitePCL;

namespace Ojo.Storage.Sqlite.Writing;

/// <summary>Finds and makes the rows of the ledger, <c>ojo_file</c>. For use inside the writer's transactions.</summary>
internal static class FileTable
{
    /// <summary>Whether the store has a file.</summary>
    public static bool Contains(sqlite3 connection, FileIdentity file)
    {
        using var equals = new Statement(connection, """
            SELECT f.name, f.length, r.batch_start, r.host FROM ojo_file AS f LEFT JOIN ojo_run AS r ON r.id = f.run WHERE f.sha256 = ?1
            """);
        equals.Bind(1, file.Sha256.AsSpan());
        while (equals.Step())
        {
            FileIdentity stored = new(equals.Text(0), equals.Int64(1), file.Sha256, (ulong)equals.Int64(2), equals.TextOrNull(3));
            if (file.IsSameAs(stored))
            {
                equals.Reset();
                return true;
            }
        }

        return false;
    }

    /// <returns>The number of the row.</returns>
    public static long Add(sqlite3 connection, FileIdentity file, TraceFileReader reader, long run, DateTimeOffset now)
    {
        using var insert = new Statement(connection, """
            INSERT INTO ojo_file (name, length, sha256, run, version, records, ingested_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) RETURNING id
            """);
        return insert.Bind(1, file.Name).Bind(2, file.Length).Bind(3, file.Sha256.AsSpan())
            .Bind(4, run).Bind(5, reader.Version).Bind(6, reader.RecordCount)
            .Bind(7, now.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture))
            .Scalar()!.Value;
    }
}
