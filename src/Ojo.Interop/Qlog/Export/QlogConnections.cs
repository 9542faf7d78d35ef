using Ojo.Interop.Exporting;
using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Interop.Qlog.Export;

/// <summary>The connections of which a file has a trace each: flows that belong to none, or send packets themselves; with those that belong to them.</summary>
internal sealed class QlogConnections
{
    private const int PageSize = 1000;

    private readonly Dictionary<FlowKey, List<FlowKey>> _members = [];
    private readonly List<FlowKey> _roots = [];

    private QlogConnections()
    {
    }

    /// <summary>The connections, in order of their flows.</summary>
    public IReadOnlyList<FlowKey> Roots => _roots;

    /// <summary>Finds those that are selected.</summary>
    public static QlogConnections Find(ExportSource source, CancellationToken cancellation)
    {
        FlowForest forest = FlowForest.Read(source, cancellation);
        HashSet<FlowKey>? selected = source.Flows is { } flows ? [.. forest.WithChildren(flows)] : null;
        List<FlowKey> all = [];
        HashSet<FlowKey> senders = [];
        long?[] runs = source.RunId is { } one ? [one] : selected is null ? [null] : [.. selected.Select(static flow => (long?)flow.RunId).Distinct()];
        foreach (long? run in runs)
        {
            for (string? cursor = ""; cursor is not null;)
            {
                FlowPage page = source.Store.GetFlows(new FlowQuery { RunId = run, Order = FlowOrder.Id, Limit = PageSize, Cursor = cursor.Length == 0 ? null : cursor }, cancellation);
                foreach (FlowRow row in page.Flows.Where(row => selected?.Contains(row.Flow) != false))
                {
                    all.Add(row.Flow);
                    if (row.PacketsSent > 0)
                    {
                        senders.Add(row.Flow);
                    }
                }

                cursor = page.NextCursor;
            }
        }

        QlogConnections found = new();
        foreach (FlowKey flow in all)
        {
            found.Add(forest.AboveOf(flow, senders.Contains), flow);
        }

        return found;
    }

    /// <summary>A connection and the flows that belong to it.</summary>
    public IReadOnlyList<FlowKey> MembersOf(FlowKey root) => _members[root];

    private void Add(FlowKey root, FlowKey flow)
    {
        if (!_members.TryGetValue(root, out List<FlowKey>? members))
        {
            _members.Add(root, members = []);
            _roots.Add(root);
        }

        members.Add(flow);
    }
}
