using Ojo.Storage.Queries;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Gathers a series: its single events as long as they fit, and buckets for when they do not.</summary>
/// <remarks>Values may come in any order; what is first and last is decided by (time, id).</remarks>
internal sealed class SeriesBuckets(long fromNs, long bucketNs, int width)
{
    private readonly OpenBucket[] _buckets = new OpenBucket[width];
    private readonly List<(long Ns, long Id, double Value)> _points = [];

    /// <summary>How many events have been added.</summary>
    public long Count { get; private set; }

    public void Add(long ns, long id, double value)
    {
        Count++;
        if (_points.Count <= width)
        {
            _points.Add((ns, id, value));
        }

        _buckets[IndexOf(ns)].Add(ns, id, ns, id, new Bucket(ns, ns, value, value, value, value, 1));
    }

    /// <summary>Adds what a block's summary says. It goes wholly to the bucket in which it begins.</summary>
    public void Add(Bucket summary, long block)
    {
        Count += summary.Count;
        _buckets[IndexOf(summary.FirstNs)].Add(summary.FirstNs, block, summary.LastNs, block, summary);
    }

    public Series ToSeries(string selector, Bucket? before)
    {
        if (Count == _points.Count && Count <= width)
        {
            _points.Sort();
            return new Series(selector, 0, [.. _points.Select(p => new Bucket(p.Ns, p.Ns, p.Value, p.Value, p.Value, p.Value, 1))], before);
        }

        return new Series(selector, bucketNs, [.. _buckets.Where(bucket => bucket.Content.Count > 0).Select(bucket => bucket.Content)], before);
    }

    private int IndexOf(long ns) => (int)Math.Min((ns - fromNs) / bucketNs, width - 1);

    private struct OpenBucket
    {
        private (long Ns, long Id) _first;
        private (long Ns, long Id) _last;

        public Bucket Content { get; private set; }

        public void Add(long firstNs, long firstId, long lastNs, long lastId, Bucket added)
        {
            if (Content.Count == 0)
            {
                (_first, _last, Content) = ((firstNs, firstId), (lastNs, lastId), added);
                return;
            }

            bool isFirst = (firstNs, firstId).CompareTo(_first) < 0;
            bool isLast = (lastNs, lastId).CompareTo(_last) > 0;
            Content = new Bucket(
                FirstNs: isFirst ? added.FirstNs : Content.FirstNs,
                LastNs: isLast ? added.LastNs : Content.LastNs,
                First: isFirst ? added.First : Content.First,
                Last: isLast ? added.Last : Content.Last,
                Min: Math.Min(Content.Min, added.Min),
                Max: Math.Max(Content.Max, added.Max),
                Count: Content.Count + added.Count);
            _first = isFirst ? (firstNs, firstId) : _first;
            _last = isLast ? (lastNs, lastId) : _last;
        }
    }
}
