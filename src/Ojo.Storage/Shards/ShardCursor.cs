using Ojo.Storage.Queries;
using Ojo.Storage.Sqlite.Reading;

namespace Ojo.Storage.Shards;

/// <summary>Goes through one shard's events of a run, in order. A shard that turns out to be unreadable ends early, and the query says so.</summary>
internal sealed class ShardCursor : IDisposable
{
    private readonly ShardedQuery _query;
    private readonly ShardRow _shard;
    private readonly long _run;
    private readonly ReaderConnection? _connection;
    private readonly IEnumerator<(ulong FlowId, StoredEvent Event)>? _events;
    private readonly EventRowReader? _rows;
    private bool _isSound = true;

    public ShardCursor(ShardedQuery query, ShardRow shard, EventFilter filter, long run, FlowKey? flow)
    {
        (_query, _shard, _run) = (query, shard, run);
        _connection = query.Open(shard);
        if (_connection is null)
        {
            return;
        }

        var merge = new EventMerge(_connection, query.Catalogue, filter, run, query.Index);
        _rows = new EventRowReader(_connection, query.Catalogue, query.Index);
        _events = (flow is not FlowKey wanted ? merge.OfAllFlows()
            : FlowPart.Find(_connection, wanted) is FlowPart part ? merge.OfFlow(part, wanted.FlowId) : []).GetEnumerator();
    }

    /// <summary>The event at which it is, and its flow's id.</summary>
    public (ulong FlowId, StoredEvent Event) Current => _events!.Current;

    public bool MoveNext() => Try(() => _events?.MoveNext() ?? false, otherwise: false);

    /// <summary>The event at which it is, decoded; null where that cannot be done.</summary>
    public EventRow? Read() => Try<EventRow?>(() => _rows!.Read(new FlowKey(_run, Current.FlowId), Current.Event), otherwise: null);

    public void Dispose()
    {
        _events?.Dispose();
        _query.Close(_shard, _connection, _isSound);
    }

    private T Try<T>(Func<T> action, T otherwise)
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (ShardedQuery.Explains(exception))
        {
            _isSound = false;
            _query.Miss(_shard, exception);
            return otherwise;
        }
    }
}
