using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Benchmarks.Stores;

/// <summary>How quickly a store answers what the explorer asks.</summary>
internal static class StoreQuestions
{
    public const string Page = "a page of its events, from the middle";
    public const string Packet = "a packet by its number";
    public const string WholeSeries = "series at 1600 px, 1/1 of the flow";
    public const string Statistics = "statistics";
    public const string AllEvents = "a page of all events, from the middle";

    private const int Repeats = 11;

    /// <summary>Whether a question is one for a series.</summary>
    public static bool IsSeries(Answer answer) => answer.Question.StartsWith("series", StringComparison.Ordinal);

    /// <summary>Asks everything of the flow with most events.</summary>
    public static IReadOnlyList<Answer> Ask(string database)
    {
        using IStoreReader reader = OjoStore.OpenReader(database);
        FlowRow flow = LargestFlow(reader);
        long middle = (flow.FirstNs + flow.LastNs) / 2;
        long span = flow.LastNs - flow.FirstNs;
        var ofFlow = new EventQuery { Flow = flow.Flow, FromNs = middle };
        string? cursor = reader.GetEvents(ofFlow).NextCursor;
        var answers = new List<Answer>
        {
            Time(Statistics, () => reader.GetStatistics()),
            Time("flows, most events first", () => reader.GetFlows(new FlowQuery { Order = FlowOrder.Events, Descending = true })),
            Time("a flow and its summary", () => reader.GetFlow(flow.Flow)),
            Time(Page, () => reader.GetEvents(ofFlow)),
            Time("the page after", () => reader.GetEvents(ofFlow with { Cursor = cursor })),
            Time("its losses, from the middle", () => reader.GetEvents(ofFlow with { Types = ["PACKET_LOST_TIMEOUT"] })),
            Time(Packet, () => reader.GetEvents(
                ofFlow with { Types = ["PACKET_SENT"], Tests = [new FieldTest("packet_number", FieldOperator.Equal, "7")], Limit = 1 })),
            Time(AllEvents, () => reader.GetEvents(new EventQuery { FromNs = middle })),
            Time("the newest events", () => reader.GetEvents(new EventQuery { Descending = true })),
        };
        foreach (int zoom in new[] { 1, 2, 4, 8, 16, 20, 24, 28, 32, 64, 128, 256, 1024, 4096 })
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

    /// <summary>The flow with most events.</summary>
    public static FlowRow LargestFlow(IStoreReader reader) =>
        reader.GetFlows(new FlowQuery { Order = FlowOrder.Events, Descending = true, Limit = 1 }).Flows[0];

    private static Answer Time(string question, Func<object?> ask) => Answer.Time(question, Repeats, ask);
}
