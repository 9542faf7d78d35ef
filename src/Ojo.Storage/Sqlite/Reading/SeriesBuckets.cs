using Ojo.Storage.Queries;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Gathers a series: its single events as long as they fit, and buckets for when they do not.</summary>
/// <remarks>Values may come in any order; what is first and last is decided by (time, place).</remarks>
internal sealed class SeriesBuckets(SeriesRange range)
{
    private readonly OpenBucket[] _buckets = new OpenBucket[range.Width];
    private readonly List<SeriesSample> _points = [];
    private readonly long _bucketNs = range.BucketNs;

    /// <summary>How many events have been added.</summary>
    public long Count { get; private set; }

    /// <summary>Whether something is missing, because the time was up.</summary>
    public bool IsPartial { get; set; }

    public void Add(long ns, long place, double value)
    {
        Count++;
        if (_points.Count <= range.Width)
        {
            _points.Add(new SeriesSample(ns, place, value));
        }

        _buckets[IndexOf(ns)].Add(ns, place, ns, place, new Bucket(ns, ns, value, value, value, value, 1));
    }

    /// <summary>Adds what a summary says. It goes wholly to the bucket in which it begins.</summary>
    public void Add(Bucket summary, long firstPlace, long lastPlace)
    {
        Count += summary.Count;
        _buckets[IndexOf(summary.FirstNs)].Add(summary.FirstNs, firstPlace, summary.LastNs, lastPlace, summary);
    }

    /// <summary>Adds what was gathered of the same series elsewhere.</summary>
    /// <param name="other">What was gathered.</param>
    /// <param name="place">Where the places of that begin among all.</param>
    public void Add(SeriesBuckets other, long place)
    {
        Count += other.Count;
        IsPartial |= other.IsPartial;
        _points.AddRange(other._points.Take(range.Width + 1 - _points.Count).Select(point => point with { Place = point.Place + place }));
        for (int index = 0; index < _buckets.Length; index++)
        {
            _buckets[index].Add(other._buckets[index], place);
        }
    }

    public Series ToSeries(string selector, Bucket? before)
    {
        if (Count == _points.Count && Count <= range.Width)
        {
            _points.Sort();
            return new Series(selector, 0, [.. _points.Select(static point => point.ToBucket())], before) { IsPartial = IsPartial };
        }

        return new Series(selector, _bucketNs, [.. _buckets.Where(bucket => bucket.Content.Count > 0).Select(bucket => bucket.Content)], before)
        {
            IsPartial = IsPartial,
        };
    }

    private int IndexOf(long ns) => (int)Math.Min((ns - range.FromNs) / _bucketNs, range.Width - 1);

    private struct OpenBucket
    {
        private (long Ns, long Place) _first;
        private (long Ns, long Place) _last;

        public Bucket Content { get; private set; }

        public void Add(in OpenBucket other, long place)
        {
            if (other.Content.Count > 0)
            {
                Add(other._first.Ns, other._first.Place + place, other._last.Ns, other._last.Place + place, other.Content);
            }
        }

        public void Add(long firstNs, long firstPlace, long lastNs, long lastPlace, Bucket added)
        {
            if (Content.Count == 0)
            {
                (_first, _last, Content) = ((firstNs, firstPlace), (lastNs, lastPlace), added);
                return;
            }

            bool isFirst = (firstNs, firstPlace).CompareTo(_first) < 0;
            bool isLast = (lastNs, lastPlace).CompareTo(_last) > 0;
            Content = new Bucket(
                FirstNs: isFirst ? added.FirstNs : Content.FirstNs,
                LastNs: isLast ? added.LastNs : Content.LastNs,
                First: isFirst ? added.First : Content.First,
                Last: isLast ? added.Last : Content.Last,
                Min: Math.Min(Content.Min, added.Min),
                Max: Math.Max(Content.Max, added.Max),
                Count: Content.Count + added.Count);
            _first = isFirst ? (firstNs, firstPlace) : _first;
            _last = isLast ? (lastNs, lastPlace) : _last;
        }
    }
}
