using Ojo.Format;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Says for an event which series want which value of it.</summary>
internal sealed class SeriesPlan
{
    private readonly Dictionary<int, List<(SeriesSource Source, SeriesBuckets Buckets)>> _byKey = [];

    public bool IsEmpty => _byKey.Count == 0;

    public KeySet Keys => new(_byKey.Keys);

    public void Add(IEnumerable<SeriesSource> sources, SeriesBuckets buckets)
    {
        foreach (SeriesSource source in sources)
        {
            if (!_byKey.TryGetValue(source.Key.Id, out var wanted))
            {
                _byKey.Add(source.Key.Id, wanted = []);
            }

            wanted.Add((source, buckets));
        }
    }

    public void Take(in StoredEvent stored, EventWords words)
    {
        var wanted = _byKey[stored.Key];
        TraceEvent traceEvent = words.Read(stored, wanted[0].Source.Key.Type);
        foreach ((SeriesSource source, SeriesBuckets buckets) in wanted)
        {
            double value = source.ValueOf(traceEvent);
            if (!double.IsNaN(value))
            {
                buckets.Add(stored.Ns, stored.Place, value);
            }
        }
    }
}
