using Ojo.Storage.Sqlite.Reading;

namespace Ojo.Storage.Shards;

/// <summary>When an event's turn is in a run's list, over all shards: by time, flow and <see cref="ShardPlace"/>, or all of it backwards.</summary>
internal readonly record struct EventOrder(long Ns, ulong FlowId, long Place) : IComparable<EventOrder>
{
    public static EventOrder Of(ulong flowId, in StoredEvent stored, bool descending) =>
        descending ? new EventOrder(~stored.Ns, ~flowId, ~stored.Place) : new EventOrder(stored.Ns, flowId, stored.Place);

    public int CompareTo(EventOrder other) => (Ns, FlowId, Place).CompareTo((other.Ns, other.FlowId, other.Place));
}
