using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Follows packets by where they stand among all bytes sent, and how far the window reaches.</summary>
internal sealed class OffsetSink : IDerivedSink
{
    /// <summary>How many retransmissions that are announced and not yet sent are remembered.</summary>
    private const int MostAnnounced = 4096;

    private readonly ByType<OffsetFields> _byType;
    private readonly TimeBuckets _buckets;
    private readonly OutstandingPackets _outstanding;
    private readonly HashSet<ulong> _announced = [];
    private readonly OffsetBuckets _sent;
    private readonly OffsetBuckets _acked;
    private readonly OffsetBuckets _lost;
    private readonly OffsetBuckets _again;
    private readonly LevelBuckets _edge;
    private ulong _sentBytes;
    private ulong _ackedEnd;
    private ulong? _window;
    private bool _anySize;

    /// <param name="types">What the flow's events say.</param>
    /// <param name="buckets">The range.</param>
    /// <param name="mostOutstanding">How many packets without an answer are remembered.</param>
    public OffsetSink(IReadOnlyList<OffsetFields> types, TimeBuckets buckets, int mostOutstanding = DerivedSink.MostOutstanding)
    {
        _byType = new ByType<OffsetFields>(types.Select(type => KeyValuePair.Create(type.TypeKey, type)));
        _buckets = buckets;
        _outstanding = new OutstandingPackets(mostOutstanding);
        _sent = new OffsetBuckets(buckets);
        _acked = new OffsetBuckets(buckets);
        _lost = new OffsetBuckets(buckets);
        _again = new OffsetBuckets(buckets);
        _edge = new LevelBuckets(buckets);
    }

    public long Forgotten => _outstanding.Forgotten;

    public bool Take(in ScannedEvents events)
    {
        foreach (ref readonly ScannedEvent scanned in events.Events)
        {
            if (_byType.TryGet(scanned.TypeKey, out OffsetFields? fields))
            {
                int bucket = scanned.TNs < _buckets.FromNs ? -1 : _buckets.IndexOf(scanned.TNs);
                switch (fields.Role)
                {
                    case EventRole.PacketSent:
                        Sent(fields, events, scanned, bucket);
                        break;
                    case EventRole.PacketRetransmitted:
                        Announced(fields, events, scanned, bucket);
                        break;
                    case EventRole.Window when fields.HasAmount:
                        _window = fields.AmountOf(events, scanned);
                        ChangeEdge(bucket);
                        break;
                    case EventRole.PacketAcked or EventRole.PacketLost:
                        Told(fields, events, scanned, bucket);
                        break;
                }
            }
        }

        return true;
    }

    public DerivedSeries ToSeries(DerivedKind kind, int complete)
    {
        if (!_anySize)
        {
            return new DerivedSeries(kind, "bytes", [], "No event of role packet_sent says a size.");
        }

        if (kind == DerivedKind.WindowEdge && _window is null)
        {
            return new DerivedSeries(kind, "bytes", [], "No event of role window says how large it is.");
        }

        Func<int, DerivedPoint> at = kind switch
        {
            DerivedKind.SentOffset => _sent.At,
            DerivedKind.AckedOffset => _acked.At,
            DerivedKind.LostOffset => _lost.At,
            DerivedKind.RetransmittedOffset => _again.At,
            _ => _edge.At,
        };
        return new DerivedSeries(kind, "bytes", [.. Enumerable.Range(0, complete).Select(at)], null);
    }

    private void Sent(OffsetFields fields, in ScannedEvents events, in ScannedEvent scanned, int bucket)
    {
        ulong size = fields.AmountOf(events, scanned);
        ulong offset = _sentBytes;
        _anySize |= fields.HasAmount;
        _sentBytes += size;
        _sent.Add(bucket, offset);
        if (!fields.HasNumber)
        {
            return;
        }

        ulong number = fields.NumberOf(events, scanned);
        _outstanding.Send(fields.SpaceOf(events, scanned), number, scanned.TNs, size, offset);
        if (_announced.Remove(number))
        {
            _again.Add(bucket, offset);
        }
    }

    /// <summary>A retransmission is told before its packet is sent, or after: its place is that of the packet.</summary>
    private void Announced(OffsetFields fields, in ScannedEvents events, in ScannedEvent scanned, int bucket)
    {
        if (!fields.HasNewNumber)
        {
            return;
        }

        ulong number = fields.NewNumberOf(events, scanned);
        if (_outstanding.TryPeek(fields.SpaceOf(events, scanned), number, out OutstandingPacket packet))
        {
            _again.Add(bucket, packet.Offset);
        }
        else if (_announced.Count < MostAnnounced)
        {
            _announced.Add(number);
        }
    }

    private void Told(OffsetFields fields, in ScannedEvents events, in ScannedEvent scanned, int bucket)
    {
        if (!fields.HasNumber
            || !_outstanding.TryTake(fields.SpaceOf(events, scanned), fields.NumberOf(events, scanned), out OutstandingPacket packet))
        {
            return;
        }

        if (fields.Role == EventRole.PacketLost)
        {
            _lost.Add(bucket, packet.Offset);
            return;
        }

        _acked.Add(bucket, packet.Offset);
        if (packet.Offset + packet.Size > _ackedEnd)
        {
            _ackedEnd = packet.Offset + packet.Size;
            ChangeEdge(bucket);
        }
    }

    private void ChangeEdge(int bucket)
    {
        if (_window is not ulong window)
        {
            return;
        }

        Int128 edge = (Int128)_ackedEnd + window;
        if (bucket < 0)
        {
            _edge.Enter(edge);
        }
        else
        {
            _edge.Change(bucket, edge);
        }
    }
}
