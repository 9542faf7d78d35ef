using Ojo.Interop.Exporting;
using Ojo.Interop.Timeline;

namespace Ojo.Interop.Perfetto;

/// <summary>A trace for Perfetto: its own format, with times in nanoseconds and all numbers whole.</summary>
internal sealed class PerfettoExporter : IExporter
{
    /// <inheritdoc/>
    public string Format => "perfetto";

    /// <inheritdoc/>
    public string Name => "Perfetto";

    /// <inheritdoc/>
    public string Description => "Perfetto's own trace, for ui.perfetto.dev and its trace processor";

    /// <inheritdoc/>
    public string FileExtension => ".pftrace";

    /// <inheritdoc/>
    public string MediaType => "application/vnd.google.perfetto.trace";

    /// <inheritdoc/>
    public long Export(ExportSource source, Stream destination, CancellationToken cancellation) =>
        TimelineExport.Run(source, static output => new PerfettoWriter(output), destination, cancellation);
}
