using Ojo.Interop.Exporting;
using Ojo.Storage.Queries;

namespace Ojo.Interop.Csv;

/// <summary>Events as one table of comma-separated values (RFC 4180), with a column for each field of the types that occur.</summary>
internal sealed class CsvExporter : IExporter
{
    /// <inheritdoc/>
    public string Format => "csv";

    /// <inheritdoc/>
    public string Name => "CSV";

    /// <inheritdoc/>
    public string Description => "comma-separated values, for spreadsheets and data frames: a column for each field";

    /// <inheritdoc/>
    public string FileExtension => ".csv";

    /// <inheritdoc/>
    public string MediaType => "text/csv";

    /// <inheritdoc/>
    public long Export(ExportSource source, Stream destination, CancellationToken cancellation)
    {
        // Which columns there are must be known before the first event is written.
        IReadOnlyList<StoredEventType> types = source.FindTypes(cancellation);
        CsvLines lines = new(source, types, destination, cancellation);
        source.Scan(types, lines, cancellation);
        lines.Flush();
        return lines.Count;
    }
}
