using System.Collections.Concurrent;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Finds out which flows have an event that a filter lets through.</summary>
/// <param name="known">What is known already.</param>
/// <param name="open">Opens the events of a flow that the filter lets through.</param>
internal sealed class FlowLook(ConcurrentDictionary<FlowKey, bool> known, Func<FlowKey, IRunEvents> open)
{
    /// <summary>Whether a flow has such an event.</summary>
    /// <exception cref="OperationCanceledException">The time was up before that could be said.</exception>
    public bool Find(FlowKey flow)
    {
        if (known.TryGetValue(flow, out bool has))
        {
            return has;
        }

        using IRunEvents events = open(flow);
        has = events.MoveNext();
        if (!has && events.StoppedNs is not null)
        {
            throw new OperationCanceledException();
        }

        known[flow] = has;
        return has;
    }
}
