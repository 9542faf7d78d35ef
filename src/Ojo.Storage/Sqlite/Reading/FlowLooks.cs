using System.Collections.Concurrent;
using Ojo.Storage.Filters;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Remembers of some filters which flows have an event that they let through, until the store says something else: the next page of a list asks again.</summary>
/// <remarks>Safe for any number of threads: what one has found out is as good as what another has.</remarks>
internal sealed class FlowLooks
{
    private const int MostFilters = 8;

    private readonly ConcurrentDictionary<string, (long Change, ConcurrentDictionary<FlowKey, bool> Flows)> _known = [];

    /// <summary>Looks at flows for a filter.</summary>
    /// <param name="connection">A connection that sees one state of the store.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="open">Opens the events of a flow that the filter lets through.</param>
    public FlowLook Of(ReaderConnection connection, Filter filter, Func<FlowKey, IRunEvents> open)
    {
        long change = connection.Prepare("SELECT value FROM ojo_store WHERE name = 'change'").Scalar() ?? 0;
        string text = filter.ToString();
        if (!_known.TryGetValue(text, out var known) || known.Change != change)
        {
            if (_known.Count >= MostFilters)
            {
                _known.Clear();
            }

            _known[text] = known = (change, []);
        }

        return new FlowLook(known.Flows, open);
    }

    /// <summary>Forgets everything: what could not be read may be readable the next time.</summary>
    public void Clear() => _known.Clear();
}
