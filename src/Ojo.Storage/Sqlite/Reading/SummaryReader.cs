using Ojo.Format;
using Ojo.Storage.Analysis;
using Ojo.Storage.Decoding;
using Ojo.Storage.Queries;
using Ojo.Storage.Sqlite.Writing;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Adds up a flow's events by role. The view <c>flow_summary</c> says the same numbers.</summary>
/// <param name="connection">Where the flows' totals are.</param>
/// <param name="catalogue">What the events mean.</param>
/// <param name="hasMedian">Whether every sample is looked at, for the median.</param>
/// <param name="cancellation">Stops reading.</param>
internal sealed class SummaryReader(ReaderConnection connection, StoredCatalogue catalogue, bool hasMedian, CancellationToken cancellation)
{
    private readonly ValueSamples _rtts = new(NumberOrder.Real, new SampleBudget(int.MaxValue));
    private long _rttCount;
    private double? _bytesSent;
    private double? _bytesReceived;
    private long? _maxCwnd;
    private double? _minRttUs;
    private (long Ns, long Place, long Value)? _lastInFlight;
    private long _place;

    /// <summary>Adds the values that a file has of the flow.</summary>
    public void Add(FlowPart part, IReadOnlyList<TypeCount> types)
    {
        _place = part.Place;
        ReadValues(part.Connection, part.Flow, types);
    }

    /// <summary>What all that was added comes to.</summary>
    public FlowSummary ToSummary(long flow, FlowRow row, IReadOnlyList<TypeCount> types) =>
        new(
            PacketsSent: CountOf(types, EventRole.PacketSent),
            PacketsReceived: CountOf(types, EventRole.PacketReceived),
            PacketsAcked: CountOf(types, EventRole.PacketAcked),
            PacketsLost: CountOf(types, EventRole.PacketLost),
            PacketsRetransmitted: CountOf(types, EventRole.PacketRetransmitted),
            BytesSent: (long?)_bytesSent,
            BytesReceived: (long?)_bytesReceived,
            Streams: CountStreams(flow, row),
            MaxCwnd: _maxCwnd,
            LastBytesInFlight: _lastInFlight?.Value,
            MinRttUs: _minRttUs,
            MedianRttUs: Median(),
            DurationUs: (row.LastNs - row.FirstNs) / 1000.0);

    private long? CountOf(IReadOnlyList<TypeCount> types, EventRole role)
    {
        long? count = null;
        foreach (TypeCount type in types)
        {
            if (catalogue.Types[type.TypeKey].Descriptor is { } descriptor && descriptor.Role == role && RoleField.Counts(descriptor))
            {
                count = (count ?? 0) + type.Count;
            }
        }

        return count;
    }

    /// <summary>Streams opened in the flow itself and in the flows right below it.</summary>
    private long? CountStreams(long flow, FlowRow row) => connection.Prepare("""
        SELECT sum(c.events)
        FROM ojo_flow AS f JOIN ojo_flow_key AS c ON c.flow = f.id JOIN ojo_key AS k ON k.id = c.key JOIN ojo_type AS t ON t.id = k.type
        WHERE t.role = 'stream_opened' AND f.id IN (SELECT ?1 UNION ALL SELECT id FROM ojo_flow WHERE run = ?2 AND parent = ?3)
        """).Bind(1, flow).Bind(2, row.Flow.RunId).Bind(3, (long)row.Flow.FlowId).Scalar();

    private void ReadValues(ReaderConnection connection, long flow, IReadOnlyList<TypeCount> types)
    {
        var all = new Dictionary<int, RoleField[]>();
        var single = new Dictionary<int, RoleField[]>();
        foreach (StoredKey key in catalogue.Keys.Values)
        {
            RoleField[] fields = RoleField.Of(key.Type.Descriptor);
            if (fields.Length == 0 || !types.Any(type => type.TypeKey == key.Type.Id))
            {
                continue;
            }

            all.Add(key.Id, fields);

            // A median takes every sample; whatever else is asked for, the blocks' summaries know.
            RoleField[] unknown = [.. fields.Where(field => !ReadSummaries(connection, flow, key, field) || (hasMedian && field.Use == RoleUse.LatestRtt))];
            if (unknown.Length > 0)
            {
                single.Add(key.Id, unknown);
            }
        }

        ReadEvents(connection, flow, all, "summed = 0");
        ReadEvents(connection, flow, single, "summed = 1");
    }

    /// <summary>Adds up a field's summaries.</summary>
    /// <returns>False where not every block of the flow that is summed up at all has the field's.</returns>
    private bool ReadSummaries(ReaderConnection connection, long flow, StoredKey key, RoleField field)
    {
        if (key.SummedFrom > 0 || !FieldSummary.Covers(key.Type.Descriptor, field.Number))
        {
            return false;
        }

        Statement rows = connection.Prepare("""
            SELECT from_ns, duration, count, first, last, min, max, block - moved, sum FROM ojo_summary WHERE flow = ?1 AND key = ?2 AND field = ?3
            """);
        rows.Bind(1, flow).Bind(2, key.Id).Bind(3, field.Number);
        while (rows.Step())
        {
            Bucket summary = SummaryRow.Read(rows, isEvent: false);
            double sum = rows.DoubleOrNull(8) ?? summary.First * summary.Count;
            double value = field.Use switch
            {
                RoleUse.BytesSent or RoleUse.BytesReceived => sum,
                RoleUse.Window => summary.Max,
                RoleUse.BytesInFlight => summary.Last,
                _ => summary.Min,
            };
            Add(field, summary.LastNs, rows.Int64(7), value * field.Scale);
        }

        return true;
    }

    private void ReadEvents(ReaderConnection connection, long flow, Dictionary<int, RoleField[]> fields, string condition)
    {
        if (fields.Count == 0)
        {
            return;
        }

        var keys = new KeySet(fields.Keys);
        var words = new EventWords(connection);
        Statement blocks = connection.Prepare($"SELECT {StoredBlock.Columns} FROM ojo_block WHERE flow = ?1 AND {condition}").Bind(1, flow);
        Statement events = connection.Prepare($"SELECT id, dt, key, payload FROM ojo_event WHERE id BETWEEN ?1 AND ?2 AND {keys.Sql}");
        while (blocks.Step())
        {
            StoredBlock block = StoredBlock.Read(blocks);
            if (!keys.MayBeIn(block))
            {
                continue;
            }

            cancellation.ThrowIfCancellationRequested();
            events.Bind(1, block.FirstId).Bind(2, block.LastId);
            while (events.Step())
            {
                StoredEvent stored = block.Event(events);
                TraceEvent traceEvent = words.Read(stored, catalogue.Keys[stored.Key].Type);
                foreach (RoleField field in fields[stored.Key])
                {
                    double value = FieldDecoder.ToDouble(traceEvent, field.Field) * field.Scale;
                    if (hasMedian && field.Use == RoleUse.LatestRtt && !double.IsNaN(value))
                    {
                        _rtts.Add(OrderedNumber.OfReal(value));
                        _rttCount++;
                    }

                    Add(field, stored.Ns, stored.Place, value);
                }
            }
        }
    }

    private void Add(RoleField field, long ns, long place, double value)
    {
        if (double.IsNaN(value))
        {
            return;
        }

        switch (field.Use)
        {
            case RoleUse.BytesSent:
                _bytesSent = (_bytesSent ?? 0) + value;
                break;
            case RoleUse.BytesReceived:
                _bytesReceived = (_bytesReceived ?? 0) + value;
                break;
            case RoleUse.Window:
                _maxCwnd = Math.Max(_maxCwnd ?? long.MinValue, (long)value);
                break;
            case RoleUse.BytesInFlight when _lastInFlight is not { } last || (ns, _place + place).CompareTo((last.Ns, last.Place)) > 0:
                _lastInFlight = (ns, _place + place, (long)value);
                break;
            case RoleUse.LatestRtt or RoleUse.MinRtt:
                _minRttUs = Math.Min(_minRttUs ?? value, value);
                break;
        }
    }

    private double? Median()
    {
        if (_rttCount == 0)
        {
            return null;
        }

        long middle = (_rttCount + 1) / 2;
        return _rttCount % 2 == 1 ? At(middle) : (At(middle) + At(middle + 1)) / 2;

        double At(long rank) => OrderedNumber.ToReal(_rtts.At(rank, ulong.MinValue, ulong.MaxValue));
    }
}
