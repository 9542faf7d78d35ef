using Ojo.Storage;
using Ojo.Storage.Queries;
using Ojo.Storage.Sqlite;

namespace Ojo.Benchmarks;

/// <summary>How quickly a store answers what the explorer asks.</summary>
internal static class StorageQueryBenchmark
{
    private const int Repeats = 11;

    public static IReadOnlyList<(string Question, double Milliseconds)> Run(string database)
    {
        using IStoreReader reader = SqliteStore.OpenReader(database);
        FlowRow flow = reader.GetFlows(new FlowQuery { Order = FlowOrder.Events, Descending = true }).Flows[0];
        long middle = (flow.FirstNs + flow.LastNs) / 2;
        long span = flow.LastNs - flow.FirstNs;
        var ofFlow = new EventQuery { Flow = flow.Flow, FromNs = middle };
        string? cursor = reader.GetEvents(ofFlow).NextCursor;
        var answers = new List<(string, double)>
        {
            Time("statistics", () => reader.GetStatistics()),
            Time("flows, most events first", () => reader.GetFlows(new FlowQuery { Order = FlowOrder.Events, Descending = true })),
            Time("a flow and its summary", () => reader.GetFlow(flow.Flow)),
            Time("a page of its events, from the middle", () => reader.GetEvents(ofFlow)),
            Time("the page after", () => reader.GetEvents(ofFlow with { Cursor = cursor })),
            Time("its losses, from the middle", () => reader.GetEvents(ofFlow with { Types = ["PACKET_LOST_TIMEOUT"] })),
            Time("a packet by its number", () => reader.GetEvents(
                ofFlow with { Types = ["PACKET_SENT"], Tests = [new FieldTest("packet_number", FieldOperator.Equal, "7")], Limit = 1 })),
            Time("a page of all events, from the middle", () => reader.GetEvents(new EventQuery { FromNs = middle })),
            Time("the newest events", () => reader.GetEvents(new EventQuery { Descending = true })),
        };
        foreach (int zoom in new[] { 1, 4, 16, 64, 256, 4096 })
        {
            var query = new SeriesQuery
            {
                Flow = flow.Flow,
                Selectors = ["CWND_UPDATED.cwnd"],
                FromNs = middle - (span / zoom / 2),
                ToNs = middle + (span / zoom / 2) + 1,
            };
            answers.Add(Time($"series at 1600 px, 1/{zoom} of the flow", () => reader.GetSeries(query)));
        }

        return answers;
    }

    private static (string Question, double Milliseconds) Time(string question, Func<object?> ask)
    {
        ask();
        var times = new double[Repeats];
        for (int n = 0; n < Repeats; n++)
        {
            long start = ThreadTime.Now();
            ask();
            times[n] = (ThreadTime.Now() - start) / 1e6;
        }

        Array.Sort(times);
        return (question, times[Repeats / 2]);
    }
}
