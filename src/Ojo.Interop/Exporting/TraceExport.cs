using Ojo.Interop.Chrome;
using Ojo.Interop.Csv;
using Ojo.Interop.Json;
using Ojo.Interop.Parquet;
using Ojo.Interop.Perfetto;
using Ojo.Interop.Qlog.Export;

namespace Ojo.Interop.Exporting;

/// <summary>A store's events in other people's formats.</summary>
public static class TraceExport
{
    /// <summary>Every format there is.</summary>
    public static IReadOnlyList<IExporter> Exporters { get; } =
    [
        new CsvExporter(),
        new JsonExporter(isLines: false),
        new JsonExporter(isLines: true),
        new ParquetExporter(),
        new QlogExporter(isSequence: false),
        new QlogExporter(isSequence: true),
        new PerfettoExporter(),
        new ChromeExporter(),
    ];

    /// <summary>The format of a name, whatever its case; null where there is none.</summary>
    public static IExporter? Find(string format) =>
        Exporters.FirstOrDefault(exporter => string.Equals(exporter.Format, format, StringComparison.OrdinalIgnoreCase));

    /// <summary>The same, written as the options say.</summary>
    public static IExporter? Find(string format, ExportOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Find(format) switch
        {
            QlogExporter qlog => qlog.With(options.QlogNames),
            { Codecs.Count: > 0 } packed when options.Codec is { } codec => packed.With(codec),
            var other => other,
        };
    }
}
