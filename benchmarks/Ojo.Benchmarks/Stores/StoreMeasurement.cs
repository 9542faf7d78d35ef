using Ojo.Benchmarks.Reporting;

namespace Ojo.Benchmarks.Stores;

/// <summary>How fast traces become a store, how large it is, and how quickly it answers, beside what others make of the same events.</summary>
internal static class StoreMeasurement
{
    private static readonly (int Flows, int Processes)[] s_shapes = [(1, 1), (64, 1), (1_000, 4), (10_000, 4), (100_000, 4)];

    /// <summary>The flows that the bar for taking in and for the size is about.</summary>
    private const int BarFlows = 1_000;

    /// <param name="events">How many events each store gets.</param>
    /// <param name="output">Where the report goes.</param>
    public static void Run(long events, TextWriter output)
    {
        WorkloadShape[] shapes = [.. s_shapes.Select(shape => new WorkloadShape(events, shape.Flows, shape.Processes))];
        var absent = new List<string>();
        WorkloadShape compared = shapes.Single(static shape => shape.Flows == BarFlows);
        IReadOnlyList<Ingested> peers = StorePeers.Measure(compared, absent);
        StoreIngestion.Warm();
        var stores = new List<Ingested>();
        var answers = new List<IReadOnlyList<Answer>>();
        foreach (WorkloadShape shape in shapes)
        {
            using var directory = new TempDirectory();
            string database = Path.Combine(directory.Path, "store.db");
            Section.Progress($"{shape.Count} events, {shape}");
            stores.Add(StoreIngestion.Measure($"**Ojo**, {shape}", database, events, StoreWorkload.Write(directory.Output, shape)));
            answers.Add(StoreQuestions.Ask(database));
        }

        Section section = new(output);
        int bar = Array.IndexOf(shapes, compared);
        section.Bars(Bars(shapes[bar], stores[bar], answers[bar], answers[0]));
        section.Heading("Taking in");
        section.Say($"{compared.Count} events, ready to query, summaries and checkpoint included, a file of 500,000 events at a time. Rates are per second of processors (all threads), beside them those of the clock on the wall. What others have done with the events of {compared}:");
        double seeds = peers[0].Rate;
        section.Table(
            ["store", "events/s", "wall", "× seeds", "merging and floors after, s", "events/s, all in", "bytes per event", "after merging"],
            peers.Concat(stores).Select(store => Row(store, seeds)));
        section.Absent(absent);
        section.Heading("Questions");
        section.Say($"Answers in process, median in milliseconds of the thread's own time, of the flow with most events.");
        Table(section, shapes, answers, static answer => answer.Cpu);
        section.Say($"The same, asked for the first time of a store that was just opened, in this order: nothing of it is in SQLite's memory, all of it in the system's.");
        Table(section, shapes, answers, static answer => answer.First);
    }

    private static void Table(
        Section section, IEnumerable<WorkloadShape> shapes, List<IReadOnlyList<Answer>> answers, Func<Answer, double> milliseconds) => section.Table(
            ["question", .. shapes.Select(static shape => shape.FlowCount)],
            answers[0].Select((answer, row) => (string[])[answer.Question, .. answers.Select(of => Section.Text($"{milliseconds(of[row]):F2}"))]));

    private static string[] Row(Ingested store, double seeds) =>
    [
        store.Store,
        Section.Text($"{store.Rate / 1e6:F2} M"),
        Section.Text($"{store.WallRate / 1e6:F2} M"),
        Section.Text($"{store.Rate / seeds:F1}"),
        Section.Text($"{store.MergingSeconds:F1}"),
        store.MergingSeconds is null ? "" : Section.Text($"{store.RateWithMerging / 1e6:F2} M"),
        Section.Text($"{store.BytesPerEventBefore:F1}"),
        store.MergingSeconds is null ? "" : Section.Text($"{store.BytesPerEvent:F1}"),
    ];

    private static IEnumerable<Bar> Bars(WorkloadShape shape, Ingested store, IReadOnlyList<Answer> answers, IReadOnlyList<Answer> ofOneFlow)
    {
        yield return new Bar(
            $"taking in, ready to query, {shape}", "≥ 1.5 M events/s", Section.Text($"{store.Rate / 1e6:F2} M/s"), store.Rate >= 1.5e6,
            Section.Text($"{1e9 / store.Rate:F0} ns per event"));
        yield return new Bar(
            $"size, all included, {shape}", "≤ 24 B per event", Section.Text($"{store.BytesPerEvent:F1} B"), store.BytesPerEvent <= 24,
            Section.Text($"{store.BytesPerEventBefore:F1} B before merging"));
        foreach ((string where, IReadOnlyList<Answer> of) in new[] { (shape.ToString(), answers), ("1 flow with all events", ofOneFlow) })
        {
            yield return Within($"a packet by its number, {where}", 1, of.Single(static a => a.Question == StoreQuestions.Packet));
            yield return Within($"a page of a flow's events, {where}", 5, of.Single(static a => a.Question == StoreQuestions.Page));
        }

        yield return Within("series at 1600 px, the slowest zoom, 1 flow with all events", 20, ofOneFlow.Where(StoreQuestions.IsSeries).MaxBy(static a => a.Cpu)!);
    }

    private static Bar Within(string what, double limit, Answer answer) =>
        new(what, Section.Text($"< {limit} ms"), Section.Text($"{answer.Cpu:F2} ms"), answer.Cpu < limit, answer.Question);
}
