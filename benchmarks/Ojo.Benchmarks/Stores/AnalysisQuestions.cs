using Ojo.Benchmarks.Reporting;
using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Benchmarks.Stores;

/// <summary>What a person asks who wants to know more than a page and a chart say.</summary>
internal static class AnalysisQuestions
{
    private const int Width = 200;

    /// <param name="reader">The store, of which the flow with most events is asked about.</param>
    public static IEnumerable<AnalysisQuestion> Of(IStoreReader reader)
    {
        FlowRow flow = StoreQuestions.LargestFlow(reader);
        (long run, ulong id) = (flow.Flow.RunId, flow.Flow.FlowId);
        string ofFlow = Section.Text($"run_id = {run} AND flow_id = {id}");
        long span = flow.LastNs - flow.FirstNs;
        var samples = new EventSelection { Types = ["RTT_UPDATED"] };
        int rtt = KeyOf(reader, "RTT_UPDATED");
        int[] packets = [KeyOf(reader, "PACKET_SENT"), KeyOf(reader, "PACKET_ACKED"), KeyOf(reader, "PACKET_LOST_TIMEOUT")];

        yield return new("every event, looked at", static of => Scan(of, new EventScan()), static of => Scan(of, new EventScan()), "SELECT dt, key, payload FROM ojo_event");
        yield return new(
            "histogram of the round-trip times, 50 buckets, bounds to be found", of => of.GetHistogram(new HistogramQuery { Events = samples, Field = "latest" }),
            of => Scan(of, Only(rtt)),
            "SELECT (latest - (SELECT min(latest) FROM rtt_updated)) * 50 / (SELECT max(latest) - min(latest) + 1 FROM rtt_updated) AS bucket, count(*) FROM rtt_updated GROUP BY bucket");
        yield return new(
            "the same, bounds given", of => of.GetHistogram(new HistogramQuery { Events = samples, Field = "latest", From = 18_000, To = 24_000 }),
            of => Scan(of, Only(rtt)),
            "SELECT (latest - 18000) / 120 AS bucket, count(*) FROM rtt_updated GROUP BY bucket");
        yield return new(
            "average, least and greatest round-trip time by flow", of => of.GetGroups(new GroupQuery { Events = samples, By = [GroupBy.Flow], Field = "latest" }),
            of => Scan(of, Only(rtt)),
            "SELECT run_id, flow_id, count(*), avg(latest), min(latest), max(latest) FROM rtt_updated GROUP BY run_id, flow_id ORDER BY 3 DESC LIMIT 100");
        yield return new(
            "their median and 99th percentile, all together", of => of.GetGroups(new GroupQuery { Events = samples, Field = "latest", Percentiles = [50, 99] }),
            of => Scan(of, Only(rtt)),
            """
            WITH sorted AS MATERIALIZED (SELECT latest FROM rtt_updated ORDER BY latest), n AS MATERIALIZED (SELECT count(*) AS n FROM sorted)
            SELECT (SELECT latest FROM sorted LIMIT 1 OFFSET (SELECT n / 2 FROM n)), (SELECT latest FROM sorted LIMIT 1 OFFSET (SELECT n * 99 / 100 FROM n))
            """);
        yield return new(
            "how many events of each type", static of => of.GetGroups(new GroupQuery { By = [GroupBy.Type] }), static of => Scan(of, new EventScan()),
            "SELECT event_type, count(*) FROM raw_events GROUP BY event_type");
        yield return new(
            $"events by type over time, {Width} stretches, a run", of => of.GetTimeHistogram(new TimeHistogramQuery { Events = new EventSelection { RunId = run }, Width = Width }),
            of => Scan(of, new EventScan { RunId = run }),
            Section.Text($"SELECT ts_ns / {(span / Width) + 1} AS bucket, event_type, count(*) FROM raw_events WHERE run_id = {run} GROUP BY bucket, event_type"));
        yield return new(
            "statistics of a flow, all its life", of => of.GetRange(new RangeQuery { Flow = flow.Flow }), of => Scan(of, new EventScan { Flows = [flow.Flow] }), null);
        yield return new(
            "statistics of a flow, a sixteenth of its life", of => of.GetRange(new RangeQuery { Flow = flow.Flow, FromNs = flow.FirstNs + (span / 2), ToNs = flow.FirstNs + (span / 2) + (span / 16) }),
            of => Scan(of, new EventScan { Flows = [flow.Flow], FromNs = flow.FirstNs + (span / 2), ToNs = flow.FirstNs + (span / 2) + (span / 16) }), null);
        yield return new(
            "a packet's life", of => of.GetPacketLife(new PacketLifeQuery { Flow = flow.Flow, PacketNumber = 7 }), null,
            $"SELECT * FROM packets WHERE {ofFlow} AND packet_number = 7");
        yield return new(
            $"round-trip times and loss rate of a flow out of its packets, {Width} stretches",
            of => of.GetDerivedSeries(new DerivedSeriesQuery { Flow = flow.Flow, Kinds = [DerivedKind.Rtt, DerivedKind.LossRate], Width = Width }),
            of => Scan(of, new EventScan { Flows = [flow.Flow], Types = [.. packets.Select(static key => new ScannedType(key))] }),
            Section.Text($"SELECT acked_ns / {(span / Width) + 1} AS bucket, avg(acked_ns - sent_ns), count(lost_ns) FROM packets WHERE {ofFlow} GROUP BY bucket"));
    }

    private static EventScan Only(int type) => new() { Types = [new ScannedType(type)] };

    private static CountingSink Scan(IStoreReader reader, EventScan scan)
    {
        var sink = new CountingSink();
        reader.Scan(scan, sink);
        return sink;
    }

    private static int KeyOf(IStoreReader reader, string name) => reader.GetEventTypes().Where(type => type.Descriptor?.Name == name).MaxBy(static type => type.Count)!.TypeKey;
}
