using System.Diagnostics;
using System.Globalization;
using Ojo.Storage;
using Ojo.Storage.Queries;
using Ojo.Storage.Sqlite;

namespace Ojo.Benchmarks;

/// <summary>How quickly a store answers what the explorer asks.</summary>
internal static class StorageQueryBenchmark
{
    private const int Repeats = 15;

    public static void Run(string database, TextWriter output)
    {
        using IStoreReader reader = SqliteStore.OpenReader(database);
        FlowRow flow = reader.GetFlows(new FlowQuery { Order = FlowOrder.Events, Descending = true }).Flows[0];
        long middle = (flow.FirstNs + flow.LastNs) / 2;
        long span = flow.LastNs - flow.FirstNs;
        string? cursor = reader.GetEvents(new EventQuery { Flow = flow.Flow, FromNs = middle }).NextCursor;
        Time("statistics", () => reader.GetStatistics(), output);
        Time("flows, by events", () => reader.GetFlows(new FlowQuery { Order = FlowOrder.Events, Descending = true }), output);
        Time("flow with summary", () => reader.GetFlow(flow.Flow), output);
        Time("a flow's events, next page", () => reader.GetEvents(new EventQuery { Flow = flow.Flow, Cursor = cursor }), output);
        Time("a flow's events, from the middle", () => reader.GetEvents(new EventQuery { Flow = flow.Flow, FromNs = middle }), output);
        Time("a flow's losses, from the middle", () => reader.GetEvents(new EventQuery { Flow = flow.Flow, FromNs = middle, Types = ["PACKET_LOST_TIMEOUT"] }), output);
        Time("all events, from the middle", () => reader.GetEvents(new EventQuery { FromNs = middle }), output);
        Time("a packet by number", () => reader.GetEvents(
            new EventQuery { Flow = flow.Flow, FromNs = middle, Types = ["PACKET_SENT"], Tests = [new FieldTest("packet_number", FieldOperator.Equal, "7")], Limit = 1 }), output);
        foreach (int zoom in new[] { 1, 4, 16, 64, 256, 4096 })
        {
            var query = new SeriesQuery
            {
                Flow = flow.Flow,
                Selectors = ["CWND_UPDATED.cwnd"],
                FromNs = middle - span / zoom / 2,
                ToNs = middle + span / zoom / 2 + 1,
            };
            Time($"series, 1/{zoom} of the flow", () => reader.GetSeries(query), output);
        }
    }

    private static void Time(string name, Func<object?> query, TextWriter output)
    {
        query();
        var times = new double[Repeats];
        for (int n = 0; n < Repeats; n++)
        {
            long start = Stopwatch.GetTimestamp();
            query();
            times[n] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"|   {name} | {times[Repeats / 2]:F2} ms |"));
    }
}
