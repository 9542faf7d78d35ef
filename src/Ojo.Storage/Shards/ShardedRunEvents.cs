using Ojo.Storage.Queries;
using Ojo.Storage.Sqlite.Reading;

namespace Ojo.Storage.Shards;

/// <summary>One run's events over all shards, in order: each shard is opened when its time has come and closed when it is over.</summary>
internal sealed class ShardedRunEvents : IRunEvents
{
    private readonly ShardedQuery _shards;
    private readonly EventFilter _filter;
    private readonly long _run;
    private readonly FlowKey? _flow;
    private readonly TimeAllowance _allowance;
    private readonly Queue<ShardPart> _ahead;
    private readonly PriorityQueue<ShardCursor, EventOrder> _open = new();
    private ShardCursor? _current;

    /// <param name="shards">The shards.</param>
    /// <param name="filter">Which events are wanted.</param>
    /// <param name="run">The run.</param>
    /// <param name="flow">The one flow that is wanted; null for all.</param>
    /// <param name="allowance">When to stop short.</param>
    public ShardedRunEvents(ShardedQuery shards, EventFilter filter, long run, FlowKey? flow, TimeAllowance allowance)
    {
        (_shards, _filter, _run, _flow, _allowance) = (shards, filter, run, flow, allowance);
        List<ShardPart> parts = shards.PartsOf(run, filter.FirstNs, filter.LastNs, filter.Keys?.Values);
        _ahead = new Queue<ShardPart>(filter.Descending ? parts.OrderByDescending(static part => part.LastNs) : parts);
    }

    public StoredEvent Current => _current!.Current;

    public ulong FlowId => _current!.FlowId;

    public long? StoppedNs { get; private set; }

    public EventRow? Read() => _current!.Read();

    public bool MoveNext()
    {
        if (_current is not null)
        {
            Advance(_current);
        }

        while (_ahead.TryPeek(out ShardPart? part) && IsDue(_filter.Descending ? ~part.LastNs : part.FirstNs))
        {
            Advance(new ShardCursor(_shards, _ahead.Dequeue().Shard, _filter, _run, _flow, _allowance));
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
        _current?.Dispose();
        _current = null;
        while (_open.TryDequeue(out ShardCursor? cursor, out _))
        {
            cursor.Dispose();
        }
    }

    /// <summary>Goes to a shard's next event and puts the shard in its place among the others; after its last event it is closed.</summary>
    private void Advance(ShardCursor cursor)
    {
        // Whatever happens, it is closed by whoever holds it.
        _current = cursor;
        if (cursor.MoveNext())
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

        _current = null;
    }

    /// <summary>Whether a shard that begins then is to be opened before the next event is passed on.</summary>
    private bool IsDue(long beginning) =>
        (!_open.TryPeek(out _, out EventOrder first) || beginning <= first.Ns) && (StoppedNs is not { } stopped || beginning < Order(stopped));

    /// <summary>A time as <see cref="EventOrder"/> has it.</summary>
    private long Order(long ns) => _filter.Descending ? ~ns : ns;
}
