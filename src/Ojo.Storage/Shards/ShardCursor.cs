using Ojo.Storage.Queries;
using Ojo.Storage.Sqlite.Reading;

namespace Ojo.Storage.Shards;

/// <summary>Goes through one shard's events of a run, in order. A shard that turns out to be unreadable ends early, and the query says so.</summary>
internal sealed class ShardCursor : IDisposable
{
    private readonly ShardedQuery _query;
    private readonly ShardRow _shard;
    private readonly ReaderConnection? _connection;
    private readonly RunEvents? _events;
    private bool _isSound = true;

    public ShardCursor(ShardedQuery query, ShardRow shard, EventFilter filter, long run, FlowKey? flow, TimeAllowance allowance)
    {
        (_query, _shard) = (query, shard);
        _connection = query.Open(shard);
        if (_connection is null)
        {
            return;
        }

        try
        {
            _events = Try(() => new RunEvents(_connection, query.Catalogue, filter, run, flow, allowance, query.Index), otherwise: null);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc cref="IRunEvents.Current"/>
    public StoredEvent Current
    {
        get
        {
            StoredEvent current = _events!.Current;
            return current with { Place = ShardPlace.Of(_shard, current.Place) };
        }
    }

    /// <inheritdoc cref="IRunEvents.FlowId"/>
    public ulong FlowId => _events!.FlowId;

    /// <inheritdoc cref="IRunEvents.StoppedNs"/>
    public long? StoppedNs => _events?.StoppedNs;

    public bool MoveNext() => Try(() => _events?.MoveNext() ?? false, otherwise: false);

    /// <inheritdoc cref="IRunEvents.Read"/>
    public EventRow? Read() => Try(() => _events!.Read(), otherwise: null);

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
