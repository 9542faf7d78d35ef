using Ojo.Interop.Exporting;
using Ojo.Interop.Parquet.Format;
using Ojo.Storage.Queries;

namespace Ojo.Interop.Parquet;

/// <summary>Events as one Parquet table, with a column for each field of the types that occur.</summary>
internal sealed class ParquetExporter(PageCodec codec = PageCodec.Gzip) : IExporter
{
    /// <inheritdoc/>
    public string Format => "parquet";

    /// <inheritdoc/>
    public string Name => "Parquet";

    /// <inheritdoc/>
    public string Description => "Parquet, for DuckDB, pandas and Spark: a column for each field, with its type";

    /// <inheritdoc/>
    public string FileExtension => ".parquet";

    /// <inheritdoc/>
    public string MediaType => "application/vnd.apache.parquet";

    /// <inheritdoc/>
    public IReadOnlyList<string> Codecs { get; } =
        [.. Enum.GetValues<PageCodec>().OrderByDescending(value => value == codec).ThenBy(static value => value).Select(static value => value.ToString().ToLowerInvariant())];

    /// <inheritdoc/>
    public IExporter With(string codec) => Enum.TryParse(codec, ignoreCase: true, out PageCodec value) && Codecs.Contains(codec, StringComparer.OrdinalIgnoreCase)
        ? new ParquetExporter(value)
        : throw new ArgumentException($"Parquet has no codec '{codec}'.", nameof(codec));

    /// <inheritdoc/>
    public long Export(ExportSource source, Stream destination, CancellationToken cancellation)
    {
        // Which columns there are must be known before the first event is written.
        IReadOnlyList<StoredEventType> types = source.FindTypes(cancellation);
        EventColumns columns = new(ParquetRows.Own.Select(static column => column.Name), types, static field => FieldColumn.KindOf(field).ToString().ToLowerInvariant());
        ParquetFile file = new(destination, [.. ParquetRows.Own, .. columns.Fields.Select(static field => FieldColumn.Of(field.Name, field.First))], codec);
        ParquetRows rows = new(source, types, columns, file, cancellation);
        source.Scan(types, rows, cancellation);
        cancellation.ThrowIfCancellationRequested();
        file.End();
        return rows.Count;
    }
}
