using Ojo.Benchmarks.Reporting;
using Ojo.Benchmarks.Stores;

namespace Ojo.Benchmarks.Growth;

/// <summary>How a store grows with its events and with its flows: one measurement for each point of the two curves.</summary>
internal static class GrowthMeasurement
{
    private const int UsualFlows = 1_000;
    private const int Processes = 4;

    /// <summary>The questions whose answers are followed.</summary>
    public static readonly string[] Questions =
        [StoreQuestions.Statistics, StoreQuestions.Page, StoreQuestions.Packet, StoreQuestions.AllEvents, StoreQuestions.WholeSeries];

    /// <summary>In tenths of what other measurements have: from 1 M to 50 M.</summary>
    private static readonly int[] s_tenths = [1, 2, 5, 10, 20, 50];
    private static readonly int[] s_flows = [1, 10, 100, UsualFlows, 10_000, 100_000];

    /// <param name="usual">How many events the stores have that differ by their flows.</param>
    /// <param name="output">Where the report goes.</param>
    /// <returns>The points of the two curves.</returns>
    public static GrowthCurves Run(long usual, TextWriter output)
    {
        StoreIngestion.Warm();
        var measured = new Dictionary<WorkloadShape, GrowthPoint>();
        GrowthCurves curves = new(
            [.. s_tenths.Select(tenths => Point(usual / 10 * tenths, UsualFlows))], [.. s_flows.Select(flows => Point(usual, flows))]);
        Section section = new(output);
        section.Say($"The same workload in sizes from {curves.ByEvents[0].Shape.Count} to {curves.ByEvents[^1].Shape.Count} events, and from {curves.ByFlows[0].Shape.FlowCount} to {curves.ByFlows[^1].Shape.FlowCount}. Rates are per second of processors (all threads) in this process, a file of 500,000 events at a time; the watcher's memory is the most that was resident of a process that took in the same files. Answers in milliseconds of the thread's own time, of the flow with most events.");
        section.Heading($"By events, {curves.ByEvents[0].Shape.FlowCount} of {Processes} runs each");
        Table(section, curves.ByEvents);
        section.Heading($"By flows, {curves.ByFlows[0].Shape.Count} events of {Processes} runs");
        Table(section, curves.ByFlows);
        return curves;

        GrowthPoint Point(long events, int flows)
        {
            WorkloadShape shape = new(events, flows, Processes);
            Section.Progress($"{shape.Count} events, {shape}");
            return measured.TryGetValue(shape, out GrowthPoint? point) ? point : measured[shape] = GrowthPoint.Measure(shape);
        }
    }

    private static void Table(Section section, IReadOnlyList<GrowthPoint> points) => section.Table(
        [
            "events", "flows of each run", "events/s", "bytes per event", "merging and floors after, s per M events", "then bytes per event",
            "watcher, most MiB", .. Questions,
        ],
        points.Select(static point => (string[])
        [
            point.Shape.Count,
            Section.Text($"{point.Shape.Flows:N0}"),
            Section.Text($"{point.Store.Rate / 1e6:F2} M"),
            Section.Text($"{point.Store.BytesPerEventBefore:F1}"),
            Section.Text($"{point.Store.MergingSeconds / (point.Shape.Events / 1e6):F2}"),
            Section.Text($"{point.Store.BytesPerEvent:F1}"),
            Section.Text($"{point.Watcher.Process.PeakMebibytes:F0}"),
            .. Questions.Select(question => Section.Text($"{point.Milliseconds(question):F2}")),
        ]));
}
