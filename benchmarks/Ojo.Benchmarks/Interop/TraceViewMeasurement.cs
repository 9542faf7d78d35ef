using Ojo.Benchmarks.Reporting;
using Ojo.Benchmarks.Stores;
using Ojo.Interop.Exporting;
using Ojo.Storage;

namespace Ojo.Benchmarks.Interop;

/// <summary>How fast events are exported to the formats of other viewers, beside CSV.</summary>
internal static class TraceViewMeasurement
{
    private const long Events = 1_000_000;
    private const double Bar = 1e6;

    /// <param name="section">Where the report goes.</param>
    public static void Run(Section section)
    {
        using TempDirectory directory = new();
        string database = Path.Combine(directory.Path, "store.db");
        Section.Progress("trace views, a store");
        StoreIngestion.Make(database, StoreWorkload.Write(directory.Output, new WorkloadShape(Events, 1000, 1)));
        using IStoreReader store = OjoStore.OpenReader(database);
        Section.Progress("trace views, csv");
        (double csv, long csvBytes) = ExportRate.Best(store, TraceExport.Find("csv")!, Path.Combine(directory.Path, "events"));
        List<string[]> rows = [["CSV", Section.Text($"{csv / 1e6:F2}"), "1", Section.Text($"{(double)csvBytes / Events:F1}")]];
        List<Bar> bars = [];
        foreach (string format in (ReadOnlySpan<string>)["perfetto", "qlog", "chrome"])
        {
            Section.Progress($"trace views, {format}");
            IExporter exporter = TraceExport.Find(format)!;
            (double rate, long bytes) = ExportRate.Best(store, exporter, Path.Combine(directory.Path, "events"));
            rows.Add([exporter.Name, Section.Text($"{rate / 1e6:F2}"), Section.Text($"{rate / csv:F2}"), Section.Text($"{(double)bytes / Events:F1}")]);
            bars.Add(new Bar(exporter.Name, Section.Text($"≥ {Bar / 1e6:F0} M/s"), Section.Text($"{rate / 1e6:F2} M/s"), rate >= Bar, ""));
        }

        section.Heading("Formats of other viewers");
        section.Bars(bars);
        section.Say($"{Events / 1e6:F0} M events of 1,000 flows, seven types. One thread's own time, the best of {ExportRate.Rounds} rounds.");
        section.Table(["what", "M events/s", "of CSV's", "bytes an event"], rows);
    }
}
