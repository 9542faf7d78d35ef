using Ojo.Interop.Exporting;
using Ojo.Interop.Timeline;

namespace Ojo.Interop.Chrome;

/// <summary>Trace events in JSON, as Chrome made them common: for whatever reads those.</summary>
internal sealed class ChromeExporter : IExporter
{
    /// <inheritdoc/>
    public string Format => "chrome";

    /// <inheritdoc/>
    public string Name => "Chrome";

    /// <inheritdoc/>
    public string Description => "trace events in JSON, for chrome://tracing, Perfetto and what else reads them";

    /// <inheritdoc/>
    public string FileExtension => ".trace.json";

    /// <inheritdoc/>
    public string MediaType => "application/json";

    /// <inheritdoc/>
    public long Export(ExportSource source, Stream destination, CancellationToken cancellation) =>
        TimelineExport.Run(source, static output => new ChromeWriter(output), destination, cancellation);
}
