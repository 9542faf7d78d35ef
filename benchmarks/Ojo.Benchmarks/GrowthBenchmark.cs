using System.Globalization;

namespace Ojo.Benchmarks;

/// <summary>How a store grows with its events and with its flows: one measurement for each point of the two curves.</summary>
internal static class GrowthBenchmark
{
    private const int UsualFlows = 1_000;
    private const long UsualEvents = 10_000_000;

    private static readonly long[] s_events = [1_000_000, 2_000_000, 5_000_000, 10_000_000, 20_000_000, 50_000_000];
    private static readonly int[] s_flows = [1, 10, 100, 1_000, 10_000, 100_000];
    private static readonly string[] s_questions =
        ["statistics", "a page of its events, from the middle", "a packet by its number", "a page of all events, from the middle", "series at 1600 px, 1/1 of the flow"];

    /// <param name="output">Where the report goes.</param>
    public static void Run(TextWriter output)
    {
        output.WriteLine("By events, 1,000 flows of 4 runs:\n");
        Table(output, s_events.Select(static events => (events, UsualFlows)));
        output.WriteLine("\nBy flows, 10,000,000 events of 4 runs:\n");
        Table(output, s_flows.Select(static flows => (UsualEvents, flows)));
    }

    private static void Table(TextWriter output, IEnumerable<(long Events, int Flows)> points)
    {
        output.WriteLine($"| events | flows | events/s | bytes per event | merging after, s | then bytes per event | {string.Join(" | ", s_questions)} |");
        output.WriteLine($"|---|---|---|---|---|---|{string.Concat(Enumerable.Repeat("---|", s_questions.Length))}");
        foreach ((long events, int flows) in points)
        {
            output.WriteLine(Row(events, flows));
        }
    }

    private static string Row(long events, int flows)
    {
        using var directory = new TempDirectory();
        List<string> files = StorageWorkload.Write(directory.Output, events, flows, processes: 4);
        string database = Path.Combine(directory.Path, "store.db");
        long start = ThreadTime.Now();
        StorageWorkload.Ingest(database, files);
        double seconds = (ThreadTime.Now() - start) / 1e9;
        double before = new FileInfo(database).Length / (double)events;
        double merging = StorageWorkload.Compact(database);
        double after = new FileInfo(database).Length / (double)events;
        var answers = StorageQueryBenchmark.Run(database).ToDictionary(static answer => answer.Question, static answer => answer.Milliseconds);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {events / 1e6:F0} M | {flows:N0} | {events / seconds / 1e6:F2} M | {before:F1} | {merging:F1} | {after:F1} | {string.Join(" | ", s_questions.Select(question => answers[question].ToString("F2", CultureInfo.InvariantCulture)))} |");
    }
}
