using Ojo.Benchmarks.Reporting;
using Ojo.Storage;

namespace Ojo.Benchmarks.Stores;

/// <summary>How quickly questions are answered for which events are looked at one by one, beside a scan that does nothing and the same in SQL.</summary>
internal static class AnalysisMeasurement
{
    private const int Repeats = 3;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    /// <param name="events">How many events each store gets.</param>
    /// <param name="output">Where the report goes.</param>
    public static void Run(long events, TextWriter output)
    {
        Section section = new(output);
        section.Say($"Milliseconds of the thread's own time, the median of {Repeats}. A bare scan shows the same events (of the types, the flow and the time asked for) to a sink that adds their payloads up. SQL asks the store's views through the library, once, for {s_limit.TotalSeconds:F0} s at most; for every event it reads the bare table.");
        foreach (WorkloadShape shape in WorkloadShape.Usual(events))
        {
            Section.Progress($"{shape.Count} events, {shape}");
            using var directory = new TempDirectory();
            string database = Path.Combine(directory.Path, "store.db");
            StoreIngestion.Make(database, StoreWorkload.Write(directory.Output, shape));
            section.Heading(Section.Text($"{shape.Count} events, {shape}"));
            section.Table(["question", "Ojo", "a bare scan", "× scan", "events/s", "SQL", "SQL ÷ Ojo"], Rows(database));
        }
    }

    private static IEnumerable<string[]> Rows(string database)
    {
        using IStoreReader reader = OjoStore.OpenReader(database);
        using SqlQuestion sql = new(database);
        foreach (AnalysisQuestion question in AnalysisQuestions.Of(reader))
        {
            Section.Progress($"  {question.Question}");
            Answer ours = Answer.Time(question.Question, Repeats, () => question.Ask(reader));
            object? scanned = null;
            Answer? floor = question.Floor is null ? null : Answer.Time(question.Question, Repeats, () => scanned = question.Floor(reader));
            (double Milliseconds, long Rows)? inSql = question.Sql is null ? null : sql.Time(question.Sql, s_limit);
            yield return
            [
                question.Question,
                Section.Text($"{ours.Cpu:F2}"),
                Section.Text($"{floor?.Cpu:F2}"),
                Section.Text($"{ours.Cpu / floor?.Cpu:F1}"),
                scanned is CountingSink sink ? Section.Text($"{sink.Count / ours.Cpu / 1e3:F1} M") : "",
                question.Sql is null ? "" : inSql is { } taken ? Section.Text($"{taken.Milliseconds:F1}") : Section.Text($"> {s_limit.TotalMilliseconds:F0}"),
                inSql is { } of ? Section.Text($"{of.Milliseconds / ours.Cpu:F1}") : "",
            ];
        }
    }
}
