using System.Collections.Concurrent;
using Ojo.Storage.Queries;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Remembers what was found out of long flows, whose exact medians take every sample, until the store says something else.</summary>
/// <remarks>Safe for any number of threads: what one has found out is as good as what another has.</remarks>
internal sealed class LongFlows
{
    /// <summary>A shorter flow is looked at again as quickly.</summary>
    public const long FewestEvents = 50_000;

    private const int MostFlows = 256;

    private readonly ConcurrentDictionary<FlowKey, (long Change, FlowDetails Details)> _known = [];

    /// <summary>What a flow is, from memory where the store has not changed.</summary>
    /// <param name="connection">A connection that sees one state of the store.</param>
    /// <param name="flow">The flow.</param>
    /// <param name="find">Finds it out.</param>
    public FlowDetails? Get(ReaderConnection connection, FlowKey flow, Func<FlowDetails?> find)
    {
        long change = connection.Prepare("SELECT value FROM ojo_store WHERE name = 'change'").Scalar() ?? 0;
        if (_known.TryGetValue(flow, out var known) && known.Change == change)
        {
            return known.Details;
        }

        FlowDetails? found = find();
        if (found is { Missing.Count: 0 } && found.Row.Events >= FewestEvents)
        {
            if (_known.Count >= MostFlows)
            {
                _known.Clear();
            }

            _known[flow] = (change, found);
        }

        return found;
    }
}
