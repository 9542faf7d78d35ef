using Ojo.Storage.Queries;

namespace Ojo.Explorer.Responses;

/// <summary>One series as columns: entry i of each column belongs to bucket i. Buckets are in order of time, none where nothing happened.</summary>
/// <param name="Selector">What was asked for.</param>
/// <param name="BucketNs">How long a bucket is in nanoseconds; 0 where each bucket is one event and nothing was left out.</param>
/// <param name="FirstNs">When each bucket's first event was, in nanoseconds since the run's start.</param>
/// <param name="LastNs">When its last event was.</param>
/// <param name="First">Its first value; null where it is not finite.</param>
/// <param name="Last">Its last value.</param>
/// <param name="Min">Its smallest value.</param>
/// <param name="Max">Its largest value.</param>
/// <param name="Count">How many events it stands for.</param>
/// <param name="Before">The last event before the range, so that a step or line can enter it; null where there is none.</param>
/// <param name="TimeIsUp">Whether the time was up before all its events were looked at: what is here happened, and there may be more.</param>
internal sealed record SeriesColumns(
    string Selector, long BucketNs, long[] FirstNs, long[] LastNs, double?[] First, double?[] Last, double?[] Min, double?[] Max,
    long[] Count, BucketResponse? Before, bool TimeIsUp)
{
    public static SeriesColumns Of(Series series)
    {
        IReadOnlyList<Bucket> buckets = series.Buckets;
        int count = buckets.Count;
        SeriesColumns columns = new(
            series.Selector, series.BucketNs, new long[count], new long[count],
            new double?[count], new double?[count], new double?[count], new double?[count], new long[count],
            series.Before is { } before ? BucketResponse.Of(before) : null, series.IsPartial);
        for (int i = 0; i < count; i++)
        {
            Bucket bucket = buckets[i];
            columns.FirstNs[i] = bucket.FirstNs;
            columns.LastNs[i] = bucket.LastNs;
            columns.First[i] = BucketResponse.Finite(bucket.First);
            columns.Last[i] = BucketResponse.Finite(bucket.Last);
            columns.Min[i] = BucketResponse.Finite(bucket.Min);
            columns.Max[i] = BucketResponse.Finite(bucket.Max);
            columns.Count[i] = bucket.Count;
        }

        return columns;
    }
}
