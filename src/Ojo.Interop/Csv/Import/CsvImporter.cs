using Ojo.Interop.Importing;

namespace Ojo.Interop.Csv.Import;

/// <summary>Reads tables of comma-separated values with a header: a row becomes an event (docs/INTEROP.md).</summary>
/// <remarks>A table is read twice: what its columns hold must be known before the first event is written.</remarks>
public sealed class CsvImporter : IImporter
{
    private static readonly string[] s_extensions = [".gz", ".csv", ".tsv", ".txt"];

    private readonly CsvMap _map;

    /// <summary>Makes an importer that tells by names and units in the header what columns mean.</summary>
    public CsvImporter() => _map = CsvMap.Empty;

    /// <summary>Makes an importer that is told what columns mean.</summary>
    /// <param name="mapping">Such as <c>time=ts:us,flow=conn,event=type,cwnd=cwin:bytes</c>; what it does not name is told by the header.</param>
    /// <exception cref="FormatException">It is no such text. The message says what is wrong with it.</exception>
    public CsvImporter(string mapping)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        _map = CsvMap.Parse(mapping);
    }

    /// <inheritdoc/>
    public string Format => "csv";

    /// <inheritdoc/>
    public string Description => "tables with a header, their cells parted by commas, semicolons, tabs or bars: a row becomes an event";

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> head, string fileName)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        string name = fileName.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? fileName[..^3] : fileName;
        return CsvDialect.Recognizes(head, name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase));
    }

    /// <inheritdoc/>
    public void Import(ImportSource source, ImportTarget target, ImportReport report, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(report);
        CsvTable table;
        using (ImportSource first = ImportSource.Open(source.FilePath))
        {
            table = CsvTable.Survey(first, _map, cancellation);
        }

        table.Tell(report);
        string name = NameOf(source.Name);
        CsvRows rows = new(table, name, report);

        // Where the times count from nothing in particular, that is when the file was written; none may lie before.
        long zero = table.Clock.IsAbsolute ? table.Clock.LeastNs : Math.Min(0, table.Clock.LeastNs);
        long start = table.Clock.IsAbsolute ? zero : (source.LastWritten - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
        using ImportedRun run = target.Begin(new ImportedRunStart { Service = name, StartUnixNs = start, Events = rows.Events, Clock = Format });
        rows.Write(source.Content, run, zero, cancellation);
    }

    private static string NameOf(string fileName)
    {
        string name = fileName;
        foreach (string extension in s_extensions)
        {
            name = name.EndsWith(extension, StringComparison.OrdinalIgnoreCase) && name.Length > extension.Length ? name[..^extension.Length] : name;
        }

        return WireNames.Printable(name);
    }
}
