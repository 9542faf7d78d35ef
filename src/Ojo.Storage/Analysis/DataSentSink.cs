using Ojo.Catalogue;
using Ojo.Storage.Decoding;
using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Adds up how far the streams of some flows have been sent, each byte once.</summary>
internal sealed class DataSentSink : IEventSink
{
    private readonly ByType<Fields> _byType;
    private readonly TimeBuckets _buckets;
    private readonly Dictionary<ulong, ulong> _ends = [];
    private readonly Int128[] _more;
    private readonly long[] _counts;
    private FlowKey? _flow;
    private Int128 _before;
    private bool _any;

    public DataSentSink(IReadOnlyList<StoredEventType> types, TimeBuckets buckets)
    {
        Fields[] fields = [.. types.Where(static type => type.Descriptor?.Role == EventRole.StreamDataSent)
            .Select(static type => new Fields(type)).Where(static one => one.Offset is not null && one.Length is not null)];
        _byType = new ByType<Fields>(fields.Select(static one => KeyValuePair.Create(one.TypeKey, one)));
        _buckets = buckets;
        _more = new Int128[buckets.Count];
        _counts = new long[buckets.Count];
        Types = [.. fields.Select(static one => new ScannedType(one.TypeKey, one.Words))];
    }

    /// <summary>Which types' events it looks at.</summary>
    public IReadOnlyList<ScannedType> Types { get; }

    public bool Take(in ScannedEvents events)
    {
        if (_flow != events.Flow)
        {
            // Flow after flow: what is known of the one before is not needed any more.
            _flow = events.Flow;
            _ends.Clear();
        }

        foreach (ref readonly ScannedEvent scanned in events.Events)
        {
            if (_byType.TryGet(scanned.TypeKey, out Fields? fields))
            {
                _any = true;
                ulong stream = fields.Stream?.Bits(events, scanned) ?? 0;
                _ = _ends.TryGetValue(stream, out ulong end);
                ulong offset = fields.Offset!.Bits(events, scanned);
                ulong next = Math.Max(end, offset + Math.Min(fields.Length!.Bits(events, scanned), ulong.MaxValue - offset));
                _ends[stream] = next;
                if (scanned.TNs < _buckets.FromNs)
                {
                    _before += next - end;
                }
                else
                {
                    int bucket = _buckets.IndexOf(scanned.TNs);
                    _more[bucket] += next - end;
                    _counts[bucket]++;
                }
            }
        }

        return true;
    }

    /// <param name="complete">How many buckets are complete.</param>
    public DerivedSeries ToSeries(int complete)
    {
        if (!_any)
        {
            return new DerivedSeries(DerivedKind.DataSent, "bytes", [], "Neither this flow nor its children have events of role stream_data_sent that say an offset and a length.");
        }

        var points = new DerivedPoint[complete];
        Int128 level = _before;
        for (int bucket = 0; bucket < complete; bucket++)
        {
            Int128 end = level + _more[bucket];
            points[bucket] = new DerivedPoint((double)end, (double)level, (double)end, _counts[bucket]);
            level = end;
        }

        return new DerivedSeries(DerivedKind.DataSent, "bytes", points, null);
    }

    private sealed class Fields
    {
        public Fields(StoredEventType type)
        {
            TypeKey = type.TypeKey;
            Stream = Find(FieldPart.StreamId);
            Offset = Find(FieldPart.Offset);
            Length = Find(FieldPart.Length);

            FieldSource? Find(FieldPart part) =>
                RoleField.Find(type.Descriptor!, part) is FieldDescriptor field ? new FieldSource(type.TypeKey, field) : null;
        }

        public int TypeKey { get; }

        public FieldSource? Stream { get; }

        public FieldSource? Offset { get; }

        public FieldSource? Length { get; }

        public int Words => Math.Max(Stream?.Words ?? 1, Math.Max(Offset?.Words ?? 1, Length?.Words ?? 1));
    }
}
