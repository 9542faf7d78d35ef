using Ojo.Storage.Queries;
using Ojo.Storage.Sqlite.Reading;

namespace Ojo.Storage.Shards;

/// <summary>One run's events over all shards, in order: each shard is opened when its time has come, or a little ahead of it, and closed when it is over.</summary>
internal sealed class ShardedRunEvents : IRunEvents
{
    private readonly EventFilter _filter;
    private readonly ShardsAhead _ahead;
    private readonly PriorityQueue<ShardCursor, EventOrder> _open = new();
    private ShardCursor? _current;

    /// <param name="shards">The shards.</param>
    /// <param name="filter">Which events are wanted.</param>
    /// <param name="run">The run.</param>
    /// <param name="flow">The one flow that is wanted; null for all.</param>
    /// <param name="allowance">When to stop short.</param>
    public ShardedRunEvents(ShardedQuery shards, EventFilter filter, long run, FlowKey? flow, TimeAllowance allowance)
    {
        _filter = filter;
        List<ShardPart> parts = shards.PartsOf(run, filter.FirstNs, filter.LastNs, filter.Keys?.Values);
        _ahead = new ShardsAhead(
            shards, filter.Descending ? parts.OrderByDescending(static part => part.LastNs) : parts,
            (query, part) => new ShardCursor(query, part.Shard, filter, run, flow, allowance));
    }

    public StoredEvent Current => _current!.Current;

    public ulong FlowId => _current!.FlowId;

    public long? StoppedNs { get; private set; }

    public EventRow? Read() => _current!.Read();

    public bool MoveNext()
    {
        if (_current is not null)
        {
            // Whatever happens, it is closed by whoever holds it.
            ShardCursor current = _current;
            bool hasEvent = current.MoveNext();
            _current = null;
            Place(current, hasEvent);
        }

        while (_ahead.Next is { } part && IsDue(_filter.Descending ? ~part.LastNs : part.FirstNs))
        {
            (ShardCursor opened, bool hasEvent) = _ahead.Take();
            Place(opened, hasEvent);
        }

        // Where one shard has stopped, the others go on to that time and no further.
        if (!_open.TryDequeue(out _current, out EventOrder next) || StoppedNs is { } stopped && next.Ns >= Order(stopped))
        {
            _current?.Dispose();
            _current = null;
            return false;
        }

        return true;
    }

    public void Dispose()
    {
        _ahead.Dispose();
        _current?.Dispose();
        _current = null;
        while (_open.TryDequeue(out ShardCursor? cursor, out _))
        {
            cursor.Dispose();
        }
    }

    /// <summary>Puts a shard that stands at its next event in its place among the others; after its last event it is closed.</summary>
    private void Place(ShardCursor cursor, bool hasEvent)
    {
        if (hasEvent)
        {
            _open.Enqueue(cursor, EventOrder.Of(cursor.FlowId, cursor.Current, _filter.Descending));
        }
        else
        {
            if (cursor.StoppedNs is { } ns && (StoppedNs is not { } already || Order(ns) < Order(already)))
            {
                StoppedNs = ns;
            }

            cursor.Dispose();
        }
    }

    /// <summary>Whether a shard that begins then is to be opened before the next event is passed on.</summary>
    private bool IsDue(long beginning) =>
        (!_open.TryPeek(out _, out EventOrder first) || beginning <= first.Ns) && (StoppedNs is not { } stopped || beginning < Order(stopped));

    /// <summary>A time as <see cref="EventOrder"/> has it.</summary>
    private long Order(long ns) => _filter.Descending ? ~ns : ns;
}
