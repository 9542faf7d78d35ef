using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Adds up what a flow did.</summary>
internal sealed class RangeSink : IEventSink
{
    private readonly IReadOnlyList<RoleUseOfType> _uses;
    private readonly ByType<RoleUseOfType> _byType;
    private readonly GroupTotals _rtt = new(NumberOrder.Real, new SampleBudget(GroupQuestion.MostExactValues));
    private readonly GroupTotals _bytesSent;
    private readonly GroupTotals _bytesReceived;
    private readonly NumberOrder _order;
    private long _events;
    private long? _firstNs;
    private long _lastNs;

    public RangeSink(IReadOnlyList<RoleUseOfType> uses)
    {
        _uses = uses;
        _byType = new ByType<RoleUseOfType>(uses.Select(use => KeyValuePair.Create(use.Type.TypeKey, use)));
        _order = FieldSource.OrderOf(uses.Select(static use => use.Size).OfType<FieldSource>());
        _bytesSent = new GroupTotals(_order, null);
        _bytesReceived = new GroupTotals(_order, null);
    }

    public bool Take(in ScannedEvents events)
    {
        foreach (ref readonly ScannedEvent scanned in events.Events)
        {
            _events++;
            _firstNs ??= scanned.TNs;
            _lastNs = scanned.TNs;
            if (!_byType.TryGet(scanned.TypeKey, out RoleUseOfType? use))
            {
                continue;
            }

            use.Count++;
            if (use.Size is not null && use.Size.TryRead(_order, events, scanned, out ulong size))
            {
                (use.Role == EventRole.PacketSent ? _bytesSent : _bytesReceived).Add(size);
            }

            if (use.Rtt?.ToDouble(events, scanned) * use.MicrosecondsPerUnit is double rtt && !double.IsNaN(rtt))
            {
                _rtt.Add(OrderedNumber.OfReal(rtt));
            }
        }

        return true;
    }

    public RangeStatistics ToStatistics(long fromNs, long toNs, PartialAnswer? partial) => new(
        fromNs, toNs, _events, _firstNs, _firstNs is null ? null : _lastNs,
        [.. _uses.Where(static use => use.Count > 0).Select(static use => TypeList.Count(use.Type, use.Count))
            .OrderByDescending(static type => type.Count).ThenBy(static type => type.EventType).ThenBy(static type => type.TypeKey)],
        CountOf(EventRole.PacketSent), CountOf(EventRole.PacketReceived), CountOf(EventRole.PacketAcked), CountOf(EventRole.PacketLost),
        CountOf(EventRole.PacketRetransmitted),
        _bytesSent.Count > 0 ? _bytesSent.Sum : null, _bytesReceived.Count > 0 ? _bytesReceived.Sum : null, Rtt(), partial);

    private long? CountOf(EventRole role) =>
        _uses.Where(use => use.Role == role).Sum(static use => use.Count) is > 0 and long count ? count : null;

    private RttStatistics? Rtt()
    {
        if (_rtt.Count == 0)
        {
            return null;
        }

        Group all = _rtt.ToGroup([], [50, 90, 95, 99]);
        return new RttStatistics(
            all.Count, all.Min!.Value.Value, all.Average!.Value,
            all.Percentiles[0].Value, all.Percentiles[1].Value, all.Percentiles[2].Value, all.Percentiles[3].Value,
            all.Max!.Value.Value, all.IsExact);
    }
}
