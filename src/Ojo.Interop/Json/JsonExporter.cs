using Ojo.Interop.Exporting;

namespace Ojo.Interop.Json;

/// <summary>Events as JSON objects: one on each line, or all of them an array.</summary>
internal sealed class JsonExporter(bool isLines) : IExporter
{
    /// <inheritdoc/>
    public string Format => isLines ? "jsonl" : "json";

    /// <inheritdoc/>
    public string Name => isLines ? "JSON lines" : "JSON";

    /// <inheritdoc/>
    public string Description => isLines ? "JSON lines: an object for each event on a line of its own" : "JSON: an array with an object for each event";

    /// <inheritdoc/>
    public string FileExtension => isLines ? ".jsonl" : ".json";

    /// <inheritdoc/>
    public string MediaType => isLines ? "application/x-ndjson" : "application/json";

    /// <inheritdoc/>
    public long Export(ExportSource source, Stream destination, CancellationToken cancellation)
    {
        using JsonLines lines = new(source, !isLines, destination, cancellation);
        source.Scan(lines, cancellation);
        lines.End();
        return lines.Count;
    }
}
