using System.Buffers;
using Ojo.Interop.Exporting;

namespace Ojo.Interop.Timeline;

/// <summary>Writes what is selected of a store as a timeline.</summary>
internal static class TimelineExport
{
    /// <summary>Writes it, with the flows that belong to those that are selected.</summary>
    /// <returns>How many events were written.</returns>
    public static long Run(ExportSource source, Func<IBufferWriter<byte>, ITimelineWriter> make, Stream destination, CancellationToken cancellation)
    {
        FlowForest forest = FlowForest.Read(source, cancellation);
        if (source.Flows is { } flows)
        {
            source = source.Of(forest.WithChildren(flows));
        }

        using TimelineEvents events = new(source, forest, new TimelineClock(source, cancellation), TimelineType.Of(source), make, destination, cancellation);
        source.Scan(events, cancellation);
        events.End();
        return events.Count;
    }
}
