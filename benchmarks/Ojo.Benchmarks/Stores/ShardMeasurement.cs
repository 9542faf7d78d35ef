using Ojo.Benchmarks.Reporting;
using Ojo.Storage.Shards;

namespace Ojo.Benchmarks.Stores;

/// <summary>What it costs that a store is a directory of files.</summary>
internal static class ShardMeasurement
{
    /// <param name="events">How many events each store gets.</param>
    /// <param name="output">Where the report goes.</param>
    public static void Run(long events, TextWriter output)
    {
        Section section = new(output);
        const int Parts = 8;

        // Some 20 bytes for an event: the store is divided into about so many files.
        StoreIngestion.Warm();
        long size = Math.Max(1 << 20, 20 * events / Parts);
        foreach (WorkloadShape shape in WorkloadShape.Usual(events))
        {
            Section.Progress($"{shape.Count} events, {shape}");
            using var directory = new TempDirectory();
            List<string> files = [.. StoreWorkload.Write(directory.Output, shape)];
            string one = Path.Combine(directory.Path, "store.db");
            string many = Path.Combine(directory.Path, "store");
            Ingested whole = StoreIngestion.Measure("one file", one, events, files);
            Ingested divided = StoreIngestion.Measure("shards", many, events, files, ShardSpan.OfSize(size));
            int shards = Directory.GetFiles(many, "*.db").Length - 1;
            section.Heading(Section.Text($"{shape.Count} events, {shape}"));
            section.Say($"The same events in one file, and in a directory of {shards} files and an index (`--shard {size}`).");
            section.Table(
                ["store", "events/s", "merging and floors after, s", "bytes per event"],
                new[] { whole, divided }.Select(static store => (string[])
                [
                    store.Store, Section.Text($"{store.Rate / 1e6:F2} M"), Section.Text($"{store.MergingSeconds:F1}"), Section.Text($"{store.BytesPerEvent:F1}"),
                ]));
            IReadOnlyList<Answer> ofOne = StoreQuestions.Ask(one);
            IReadOnlyList<Answer> ofMany = StoreQuestions.Ask(many);
            section.Say($"Answers in process, median in milliseconds by the clock on the wall (several files are read by several threads).");
            section.Table(
                ["question", "one file", "shards", "×"],
                ofOne.Zip(ofMany, static (a, b) => (string[])
                [
                    a.Question, Section.Text($"{a.Wall:F2}"), Section.Text($"{b.Wall:F2}"), Section.Text($"{b.Wall / a.Wall:F1}"),
                ]));
        }
    }
}
