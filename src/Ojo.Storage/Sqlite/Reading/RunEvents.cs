using Ojo.Storage.Queries;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>One run's events, or one flow's of them, of one file.</summary>
internal sealed class RunEvents : IRunEvents
{
    private readonly long _run;
    private readonly EventMerge _merge;
    private readonly EventRowReader _rows;
    private readonly IEnumerator<(ulong FlowId, StoredEvent Event)> _events;

    /// <param name="connection">Where the events are.</param>
    /// <param name="catalogue">What they mean.</param>
    /// <param name="filter">Which of them are wanted.</param>
    /// <param name="run">The run.</param>
    /// <param name="flow">The one flow that is wanted; null for all.</param>
    /// <param name="allowance">When to stop short.</param>
    /// <param name="strings">Where the run's strings are, if they are elsewhere.</param>
    public RunEvents(
        ReaderConnection connection, StoredCatalogue catalogue, EventFilter filter, long run, FlowKey? flow,
        TimeAllowance allowance, ReaderConnection? strings = null)
    {
        _run = run;
        _merge = new EventMerge(connection, catalogue, filter, run, strings, allowance);
        _rows = new EventRowReader(connection, catalogue, strings);
        _events = (Only(filter, run, flow) is not FlowKey wanted ? _merge.OfAllFlows()
            : filter.Flows?.Allows(wanted) != false && FlowPart.Find(connection, wanted) is FlowPart part ? _merge.OfFlow(part, wanted.FlowId)
            : []).GetEnumerator();
    }

    /// <summary>The one flow that is wanted, or that the filter leaves.</summary>
    private static FlowKey? Only(EventFilter filter, long run, FlowKey? flow) =>
        flow ?? (filter.Flows?.ListIn(run) is { Count: 1 } only ? new FlowKey(run, only.First()) : null);

    public StoredEvent Current => _events.Current.Event;

    public ulong FlowId => _events.Current.FlowId;

    public long? StoppedNs => _merge.StoppedNs;

    public bool MoveNext() => _events.MoveNext();

    public EventRow? Read() => _rows.Read(new FlowKey(_run, FlowId), Current);

    public void Dispose() => _events.Dispose();
}
