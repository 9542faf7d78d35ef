using System.Globalization;
using Ojo.Benchmarks.Programs;
using Ojo.Benchmarks.Reporting;
using Ojo.Format;

namespace Ojo.Benchmarks.Stores;

/// <summary>The shell of SQLite reading the events as CSV into the seeds' table: what somebody does who has no program for it.</summary>
internal sealed class SqliteImport : IDisposable
{
    private readonly string _csv;
    private readonly long _events;

    private SqliteImport(string csv, long events) => (_csv, _events) = (csv, events);

    /// <summary>Writes the CSV, which is not part of what is measured.</summary>
    /// <param name="directory">Where to.</param>
    /// <param name="files">The trace files with the events.</param>
    public static SqliteImport Prepare(string directory, IEnumerable<string> files)
    {
        string csv = Path.Combine(directory, "events.csv");
        long id = 0;
        using StreamWriter writer = new(csv);
        var records = new TraceRecord[16 * 1024];
        foreach (string file in files)
        {
            using TraceFileReader reader = TraceFileReader.Open(file);
            string name = Path.GetFileName(file);
            for (int count; (count = reader.Read(records)) > 0;)
            {
                foreach (ref readonly TraceRecord record in records.AsSpan(0, count))
                {
                    if (record.EventType != MetaEvent.BatchEnd)
                    {
                        writer.Write(string.Create(
                            CultureInfo.InvariantCulture,
                            $"{++id},{reader.BatchStart},{record.TsDelta},{record.FlowId},{record.EventType},{record.Payload},{name}\n"));
                    }
                }
            }
        }

        return new SqliteImport(csv, id);
    }

    /// <summary>Imports into the table as it was described, with its indexes.</summary>
    /// <exception cref="PeerAbsentException">There is no <c>sqlite3</c>.</exception>
    public Ingested WithIndexes(string database) => Import("`sqlite3 .import` into the seeds' table, with its three indexes", database, SeedTable.Indexes);

    /// <summary>Imports into the table alone.</summary>
    /// <exception cref="PeerAbsentException">There is no <c>sqlite3</c>.</exception>
    public Ingested WithoutIndexes(string database) => Import("`sqlite3 .import`, no index", database, "");

    /// <summary>Makes the indexes of a table that was imported without: the quickest way to have them.</summary>
    public static Ingested Indexed(string database, Ingested imported)
    {
        ProcessFigures indexing = MeasuredProcess.Run("sqlite3", database, $"{SeedTable.Settings} {SeedTable.Indexes}");
        long bytes = new FileInfo(database).Length;
        return new Ingested(
            "`sqlite3 .import`, then the three indexes", imported.Events, imported.CpuSeconds + indexing.CpuSeconds,
            imported.WallSeconds + indexing.WallSeconds, null, bytes, bytes);
    }

    public void Dispose() => File.Delete(_csv);

    private Ingested Import(string name, string database, string indexes)
    {
        // The shell takes a command each.
        ProcessFigures import = MeasuredProcess.Run(
            "sqlite3", database, $"{SeedTable.Settings} {SeedTable.Table} {indexes}", ".mode csv", $".import '{_csv}' events", "SELECT count(*) FROM events;");
        if (!import.Output.Split('\n', '\r').Contains(_events.ToString(CultureInfo.InvariantCulture)))
        {
            throw new InvalidOperationException($"sqlite3 imported {import.Output.Trim()} of {_events} events.");
        }

        long bytes = new FileInfo(database).Length;
        return new Ingested(name, _events, import.CpuSeconds, import.WallSeconds, null, bytes, bytes);
    }
}
