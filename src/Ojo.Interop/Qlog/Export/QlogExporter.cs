using Ojo.Interop.Exporting;
using Ojo.Storage;

namespace Ojo.Interop.Qlog.Export;

/// <summary>qlog, in the form that both today's viewers and the IETF's drafts know: a trace for each connection, its streams' events in it.</summary>
/// <param name="isSequence">Whether it is a sequence of records of one trace, and not one object with all.</param>
/// <param name="names">What events are called.</param>
internal sealed class QlogExporter(bool isSequence, QlogNames names = QlogNames.Viewers) : IExporter
{
    /// <inheritdoc/>
    public string Format => isSequence ? "sqlog" : "qlog";

    /// <inheritdoc/>
    public string Description => isSequence ? "qlog as a sequence of records, of one connection" : "qlog, for qvis and other viewers: a trace for each connection";

    /// <inheritdoc/>
    public string FileExtension => isSequence ? ".sqlog" : ".qlog";

    /// <inheritdoc/>
    public string MediaType => isSequence ? "application/qlog+json-seq" : "application/qlog+json";

    /// <summary>How many events of a connection with streams are put in order at a time.</summary>
    internal int MostAtOnce { get; init; } = 1 << 18;

    /// <summary>The same with other names.</summary>
    public QlogExporter With(QlogNames other) => new(isSequence, other);

    /// <inheritdoc/>
    public long Export(ExportSource source, Stream destination, CancellationToken cancellation)
    {
        QlogConnections connections = QlogConnections.Find(source, cancellation);
        if (isSequence && connections.Roots.Count > 1)
        {
            throw new StoreQueryException($"A sequence of qlog records has one trace, and these are {connections.Roots.Count} connections. Choose one flow, or the format qlog.");
        }

        using QlogOutput output = new(destination, names, isSequence, cancellation);
        using QlogTraces traces = new(source, output, MostAtOnce, cancellation);
        foreach (FlowKey root in connections.Roots)
        {
            traces.Write(root, connections.MembersOf(root));
        }

        output.End();
        return traces.Events;
    }
}
