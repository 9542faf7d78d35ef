using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Follows a flow's packets and works out what became of them, bucket by bucket.</summary>
internal sealed class DerivedSink : IDerivedSink
{
    /// <summary>How many packets without an answer are remembered, in about 25 MiB.</summary>
    public const int MostOutstanding = 256 * 1024;

    private readonly ByType<PacketFields> _byType;
    private readonly TimeBuckets _buckets;
    private readonly OutstandingPackets? _outstanding;
    private readonly RateBuckets _sent;
    private readonly RateBuckets _received;
    private readonly RateBuckets _packetsAcked;
    private readonly RateBuckets _dataAcked;
    private readonly LevelBuckets _inFlight;
    private readonly RttBuckets _rtt;
    private readonly LossBuckets _loss;

    /// <param name="types">What the flow's events say.</param>
    /// <param name="buckets">The range.</param>
    /// <param name="follows">Whether packets are followed from being sent to their fate.</param>
    /// <param name="mostOutstanding">How many packets without an answer are remembered.</param>
    public DerivedSink(IReadOnlyList<PacketFields> types, TimeBuckets buckets, bool follows, int mostOutstanding = MostOutstanding)
    {
        _byType = new ByType<PacketFields>(types.Select(type => KeyValuePair.Create(type.TypeKey, type)));
        _buckets = buckets;
        _outstanding = follows ? new OutstandingPackets(mostOutstanding) : null;
        _sent = new RateBuckets(buckets);
        _received = new RateBuckets(buckets);
        _packetsAcked = new RateBuckets(buckets);
        _dataAcked = new RateBuckets(buckets);
        _inFlight = new LevelBuckets(buckets);
        _rtt = new RttBuckets(buckets);
        _loss = new LossBuckets(buckets);
    }

    public long Forgotten => _outstanding?.Forgotten ?? 0;

    public bool Take(in ScannedEvents events)
    {
        foreach (ref readonly ScannedEvent scanned in events.Events)
        {
            if (_byType.TryGet(scanned.TypeKey, out PacketFields? fields))
            {
                int bucket = scanned.TNs < _buckets.FromNs ? -1 : _buckets.IndexOf(scanned.TNs);
                switch (fields.Role)
                {
                    case EventRole.PacketSent:
                        Sent(fields, events, scanned, bucket);
                        break;
                    case EventRole.PacketAcked:
                        Acked(fields, events, scanned, bucket);
                        break;
                    case EventRole.PacketLost:
                        Lost(fields, events, scanned, bucket);
                        break;
                    default:
                        Add(fields.Role == EventRole.PacketReceived ? _received : _dataAcked, fields, fields.BytesOf(events, scanned), bucket);
                        break;
                }
            }
        }

        return true;
    }

    /// <summary>The series of a kind, of as many buckets as are complete.</summary>
    public DerivedSeries ToSeries(DerivedKind kind, int complete) => kind switch
    {
        DerivedKind.Throughput => Rate(kind, _sent, complete, "No event of role packet_sent says a size."),
        DerivedKind.ReceiveThroughput => Rate(kind, _received, complete, "No event of role packet_received says a size."),
        DerivedKind.Goodput => Rate(kind, _dataAcked.Any ? _dataAcked : _packetsAcked, complete,
            "Neither is there an event of role stream_data_acked that says a length, nor one of role packet_acked about a packet that was sent with a size."),
        DerivedKind.BytesInFlight when !_sent.Any => new DerivedSeries(kind, "bytes", [], "No event of role packet_sent says a size."),
        DerivedKind.BytesInFlight => new DerivedSeries(kind, "bytes", Points(_inFlight.At, complete), null),
        DerivedKind.Rtt => new DerivedSeries(kind, "us", Points(_rtt.At, complete), null),
        _ => new DerivedSeries(kind, "", Points(_loss.At, complete), null),
    };

    private static DerivedSeries Rate(DerivedKind kind, RateBuckets rate, int complete, string missing) => rate.Any
        ? new DerivedSeries(kind, "bytes/s", Points(rate.At, complete), null)
        : new DerivedSeries(kind, "bytes/s", [], missing);

    private static DerivedPoint[] Points(Func<int, DerivedPoint> at, int count) => [.. Enumerable.Range(0, count).Select(at)];

    private static void Add(RateBuckets rate, PacketFields fields, ulong bytes, int bucket)
    {
        rate.Any |= fields.Bytes is not null;
        if (bucket >= 0 && fields.Bytes is not null)
        {
            rate.Add(bucket, bytes);
        }
    }

    private void Sent(PacketFields fields, in ScannedEvents events, in ScannedEvent scanned, int bucket)
    {
        ulong size = fields.BytesOf(events, scanned);
        Add(_sent, fields, size, bucket);
        if (_outstanding is not null && fields.HasNumber)
        {
            _outstanding.Send(fields.SpaceOf(events, scanned), fields.NumberOf(events, scanned), scanned.TNs, size);
            ChangeInFlight(bucket);
        }
    }

    private void Acked(PacketFields fields, in ScannedEvents events, in ScannedEvent scanned, int bucket)
    {
        if (bucket >= 0)
        {
            _loss.AddAcked(bucket);
        }

        if (!TryTake(fields, events, scanned, bucket, out OutstandingPacket packet))
        {
            return;
        }

        _packetsAcked.Any |= packet.Size > 0;
        if (bucket >= 0)
        {
            _packetsAcked.Add(bucket, packet.Size);
            if (!packet.IsAgain)
            {
                _rtt.Add(bucket, scanned.TNs - packet.SentNs);
            }
        }
    }

    private void Lost(PacketFields fields, in ScannedEvents events, in ScannedEvent scanned, int bucket)
    {
        if (bucket >= 0)
        {
            _loss.AddLost(bucket);
        }

        _ = TryTake(fields, events, scanned, bucket, out _);
    }

    private bool TryTake(PacketFields fields, in ScannedEvents events, in ScannedEvent scanned, int bucket, out OutstandingPacket packet)
    {
        packet = default;
        if (_outstanding is null || !fields.HasNumber
            || !_outstanding.TryTake(fields.SpaceOf(events, scanned), fields.NumberOf(events, scanned), out packet))
        {
            return false;
        }

        ChangeInFlight(bucket);
        return true;
    }

    private void ChangeInFlight(int bucket)
    {
        if (bucket < 0)
        {
            _inFlight.Enter(_outstanding!.Bytes);
        }
        else
        {
            _inFlight.Change(bucket, _outstanding!.Bytes);
        }
    }
}
