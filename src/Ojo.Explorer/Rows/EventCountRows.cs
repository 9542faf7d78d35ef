using Ojo.Explorer.Responses;

namespace Ojo.Explorer.Rows;

/// <summary>A row for each bucket and type, in order of time.</summary>
internal static class EventCountRows
{
    private const double NsPerSecond = 1e9;

    public static void Write(EventCountsResponse answer, RowWriter rows)
    {
        (long fromNs, long toNs) = ((long)answer.FromNs.Value, (long)answer.ToNs.Value);
        long? startNs = answer.RunId is { } run ? rows.StartOf(run) : 0;
        int buckets = answer.Types.Count == 0 ? 0 : answer.Types[0].Counts.Count;
        for (int i = 0; i < buckets; i++)
        {
            long ns = fromNs + (i * answer.BucketNs);
            double seconds = Math.Min(answer.BucketNs, toNs - ns) / NsPerSecond;
            foreach (TypeOverTimeResponse type in answer.Types)
            {
                rows.Row().Time("time", startNs is { } start ? RowWriter.Since(start, ns) : null).Text("type", type.Type.Name).Text("category", type.Type.Category)
                    .Number("count", type.Counts[i]).Number("perSecond", type.Counts[i] / seconds);
            }
        }
    }
}
