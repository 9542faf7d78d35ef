using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Interop.Exporting;

/// <summary>Which flow belongs to which: streams to their connections.</summary>
/// <remarks>It remembers each flow that belongs to another, and no more of it than that.</remarks>
internal sealed class FlowForest : IEventSink
{
    private const ulong StreamLinkParent = 0x101;
    private const int MostDepth = 64;

    private readonly Dictionary<FlowKey, ulong> _parents = [];
    private readonly Dictionary<FlowKey, List<ulong>> _children = [];

    private FlowForest()
    {
    }

    /// <summary>Reads it from the store, whatever of its events is selected.</summary>
    public static FlowForest Read(ExportSource source, CancellationToken cancellation)
    {
        FlowForest forest = new();
        ScannedType[] links = [.. source.Types.Values.Where(static type => type.EventType == StreamLinkParent).Select(static type => new ScannedType(type.TypeKey))];
        if (links.Length > 0)
        {
            source.Store.Scan(new EventScan { Types = links, RunId = source.RunId }, forest, cancellation);
        }

        foreach ((FlowKey flow, ulong parent) in forest._parents)
        {
            FlowKey above = new(flow.RunId, parent);
            if (!forest._children.TryGetValue(above, out List<ulong>? children))
            {
                forest._children.Add(above, children = []);
            }

            children.Add(flow.FlowId);
        }

        return forest;
    }

    /// <summary>The flow that this one belongs to; null where it stands alone.</summary>
    public FlowKey? ParentOf(FlowKey flow) => _parents.TryGetValue(flow, out ulong parent) ? new FlowKey(flow.RunId, parent) : null;

    /// <summary>These flows and all that belong to them, each once.</summary>
    public IReadOnlyList<FlowKey> WithChildren(IEnumerable<FlowKey> flows)
    {
        List<FlowKey> all = [];
        HashSet<FlowKey> seen = [];
        foreach (FlowKey flow in flows)
        {
            if (seen.Add(flow))
            {
                all.Add(flow);
            }
        }

        // What was recorded may go in a circle; each flow is met once all the same.
        for (int at = 0; at < all.Count; at++)
        {
            foreach (ulong child in _children.GetValueOrDefault(all[at], []))
            {
                FlowKey below = new(all[at].RunId, child);
                if (seen.Add(below))
                {
                    all.Add(below);
                }
            }
        }

        return all;
    }

    /// <summary>The first flow, of this one and those that it belongs to, of which something is true; else the one at the top.</summary>
    public FlowKey AboveOf(FlowKey flow, Func<FlowKey, bool> isWanted)
    {
        FlowKey above = flow;
        for (int depth = 0; depth < MostDepth && !isWanted(above) && ParentOf(above) is { } parent && parent != flow; depth++)
        {
            above = parent;
        }

        return above;
    }

    /// <inheritdoc/>
    public bool Take(in ScannedEvents events)
    {
        foreach (ref readonly ScannedEvent scanned in events.Events)
        {
            if (scanned.Payload != events.Flow.FlowId)
            {
                _parents[events.Flow] = scanned.Payload;
            }
        }

        return true;
    }
}
