using Ojo.Explorer.Responses;

namespace Ojo.Explorer.Rows;

/// <summary>A row for each bucket and service, in order of time.</summary>
internal static class TrendRows
{
    private const double NsPerSecond = 1e9;

    public static void Write(TrendsResponse answer, RowWriter rows)
    {
        (long fromNs, long toNs) = ((long)answer.FromNs.Value, (long)answer.ToNs.Value);
        int buckets = answer.Services.Count == 0 ? 0 : answer.Services[0].Events.Length;
        for (int i = 0; i < buckets; i++)
        {
            long ns = fromNs + (i * answer.BucketNs);
            double seconds = Math.Min(answer.BucketNs, toNs - ns) / NsPerSecond;
            foreach (ServiceTrendResponse one in answer.Services)
            {
                rows.Row().Time("time", ns).Text("service", one.Service).Number("events", one.Events[i]).Number("eventsPerSecond", one.Events[i] / seconds)
                    .Number("packetsSent", one.PacketsSent[i]).Number("packetsLost", one.PacketsLost[i])
                    .Number("lossRatio", one.PacketsSent[i] > 0 ? (double)one.PacketsLost[i] / one.PacketsSent[i] : null)
                    .Number("flowsStarted", one.FlowsStarted[i]).Number("dropped", one.Dropped[i]);
            }
        }
    }
}
