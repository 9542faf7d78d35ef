using Ojo.Storage.Filters;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>The flows that a filter lets through, in a store in one state.</summary>
/// <param name="flows">What the filter says of flows.</param>
/// <param name="known">The flows that it lets through, where more than their names had to be looked at; else null.</param>
internal sealed class FlowChoice(FilterFlows flows, IReadOnlySet<FlowKey>? known)
{
    private readonly ILookup<long, ulong>? _byRun = known?.ToLookup(static flow => flow.RunId, static flow => flow.FlowId);

    /// <summary>Whether any flow of a run may be let through.</summary>
    public bool AllowsRun(long run) => flows.AllowsRun(run) && (_byRun is null || _byRun.Contains(run));

    /// <summary>Whether a flow is let through.</summary>
    public bool Allows(FlowKey flow) => known?.Contains(flow) ?? flows.AllowsName(flow);

    /// <summary>The only flows of a run that are let through, where they are known; null where others than these may be.</summary>
    public IReadOnlyCollection<ulong>? ListIn(long run) =>
        _byRun is not null ? [.. _byRun[run]]
        : !flows.AllowsRun(run) ? []
        : flows.IdsIn(run) is { } ids ? [.. ids.Where(id => flows.AllowsName(new FlowKey(run, id)))]
        : null;

    /// <summary>The only flows of some runs that are let through, where they are known; null where others than these may be.</summary>
    public IReadOnlyList<FlowKey>? ListIn(IReadOnlyList<long> runs)
    {
        var all = new List<FlowKey>();
        foreach (long run in runs)
        {
            if (ListIn(run) is not { } here)
            {
                return null;
            }

            all.AddRange(here.Select(id => new FlowKey(run, id)));
        }

        return all;
    }

    /// <summary>The rows that the flows of a run have in a file.</summary>
    public HashSet<long> RowsIn(ReaderConnection connection, long run)
    {
        var rows = new HashSet<long>();
        if (ListIn(run) is { Count: <= MostLookedUp } few)
        {
            Statement find = connection.Prepare("SELECT id FROM ojo_flow WHERE run = ?1 AND bits = ?2");
            foreach (ulong id in few)
            {
                if (find.Bind(1, run).Bind(2, (long)id).Scalar() is long row)
                {
                    rows.Add(row);
                }
            }

            return rows;
        }

        Statement all = connection.Prepare("SELECT id, bits FROM ojo_flow WHERE run = ?1").Bind(1, run);
        while (all.Step())
        {
            if (Allows(new FlowKey(run, (ulong)all.Int64(1))))
            {
                rows.Add(all.Int64(0));
            }
        }

        return rows;
    }

    /// <summary>So few flows are looked up one by one; where there are more, all of a run's are gone through.</summary>
    private const int MostLookedUp = 256;
}
