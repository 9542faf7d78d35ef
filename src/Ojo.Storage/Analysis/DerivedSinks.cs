using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>What each of the kinds asked for is worked out by, so that a flow is read once for all of them.</summary>
internal sealed class DerivedSinks : IEventSink
{
    private readonly Dictionary<DerivedKind, IDerivedSink> _byKind = [];
    private readonly List<IDerivedSink> _sinks = [];

    /// <param name="types">The types of the store.</param>
    /// <param name="kinds">What is asked for, <see cref="DerivedKind.DataSent"/> left out: that is read from several flows.</param>
    /// <param name="buckets">The range.</param>
    /// <param name="endNs">Just after the flow's last event.</param>
    /// <param name="areEndsTold">Whether the flow has events of role unblocked.</param>
    public DerivedSinks(
        IReadOnlyList<StoredEventType> types, IReadOnlyList<DerivedKind> kinds, TimeBuckets buckets, long endNs, Func<bool> areEndsTold)
    {
        var scanned = new List<ScannedType>();
        Add(static kind => kind <= DerivedKind.LossRate, mine =>
        {
            HashSet<EventRole> roles = [.. mine.SelectMany(RolesOf)];
            IReadOnlyList<PacketFields> fields = [.. PacketFields.Of(types).Where(type => roles.Contains(type.Role))];
            bool follows = mine.Any(static kind => kind is DerivedKind.Goodput or DerivedKind.BytesInFlight or DerivedKind.Rtt);
            Follow(fields.Select(static type => new ScannedType(type.TypeKey, type.Words)), follows);
            return new DerivedSink(fields, buckets, follows);
        });
        Add(static kind => kind == DerivedKind.RetransmissionRate, _ =>
        {
            IReadOnlyList<StoredEventType> counted = RetransmissionSink.Find(types);
            Follow(counted.Select(static type => new ScannedType(type.TypeKey)), fromTheFirst: false);
            return new RetransmissionSink(counted, buckets);
        });
        Add(static kind => kind is >= DerivedKind.SentOffset and <= DerivedKind.WindowEdge, _ =>
        {
            IReadOnlyList<OffsetFields> fields = OffsetFields.Of(types);
            Follow(fields.Select(static type => new ScannedType(type.TypeKey, type.Words)), fromTheFirst: true);
            return new OffsetSink(fields, buckets);
        });
        Add(static kind => kind is >= DerivedKind.BlockedByCongestion and <= DerivedKind.CongestionLimited, _ =>
        {
            IReadOnlyList<BlockedFields> fields = BlockedFields.Of(types);
            Follow(fields.Select(static type => new ScannedType(type.TypeKey, type.Words)), fromTheFirst: true);
            return new BlockedSink(fields, buckets, Math.Min(endNs, buckets.ToNs), areEndsTold());
        });
        Types = [.. scanned.GroupBy(static type => type.TypeKey).Select(static same => new ScannedType(same.Key, same.Max(static type => type.Words)))];

        void Add(Func<DerivedKind, bool> isMine, Func<IReadOnlyList<DerivedKind>, IDerivedSink> create)
        {
            DerivedKind[] mine = [.. kinds.Where(isMine)];
            if (mine.Length > 0)
            {
                IDerivedSink sink = create(mine);
                _sinks.Add(sink);
                Array.ForEach(mine, kind => _byKind.Add(kind, sink));
            }
        }

        void Follow(IEnumerable<ScannedType> more, bool fromTheFirst)
        {
            scanned.AddRange(more);
            FromTheFirst |= fromTheFirst;
        }
    }

    /// <summary>What a kind that follows packets has to be shown; of a long flow, each role left out is millions of events.</summary>
    private static EventRole[] RolesOf(DerivedKind kind) => kind switch
    {
        DerivedKind.Throughput => [EventRole.PacketSent],
        DerivedKind.ReceiveThroughput => [EventRole.PacketReceived],
        DerivedKind.LossRate => [EventRole.PacketAcked, EventRole.PacketLost],
        DerivedKind.Goodput => [EventRole.PacketSent, EventRole.PacketAcked, EventRole.PacketLost, EventRole.StreamDataAcked],
        _ => [EventRole.PacketSent, EventRole.PacketAcked, EventRole.PacketLost],
    };

    /// <summary>Which types' events they look at.</summary>
    public IReadOnlyList<ScannedType> Types { get; }

    /// <summary>Whether they must be shown the flow from its first event on, wherever the range begins.</summary>
    public bool FromTheFirst { get; private set; }

    public bool Any => _sinks.Count > 0;

    public long Forgotten => _sinks.Count == 0 ? 0 : _sinks.Max(static sink => sink.Forgotten);

    public bool Take(in ScannedEvents events)
    {
        foreach (IDerivedSink sink in _sinks)
        {
            _ = sink.Take(events);
        }

        return true;
    }

    public DerivedSeries ToSeries(DerivedKind kind, int complete) => _byKind[kind].ToSeries(kind, complete);
}
