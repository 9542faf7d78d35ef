namespace Ojo.Benchmarks.Growth;

/// <summary>A part of a plot with an axis of its own.</summary>
/// <param name="Title">What the axis counts, in what unit.</param>
/// <param name="IsLogarithmic">Whether each power of ten is as long as the next; else the axis begins at 0.</param>
/// <param name="Format">How values are written.</param>
/// <param name="Bar">What should be reached or not be passed; null: nothing is said.</param>
/// <param name="Lines">What is drawn.</param>
internal sealed record GrowthPanel(string Title, bool IsLogarithmic, string Format, double? Bar, IReadOnlyList<GrowthLine> Lines)
{
    /// <summary>All that is drawn, from top to bottom.</summary>
    public static IReadOnlyList<GrowthPanel> All { get; } =
    [
        new("taking in: million events per second of processors", false, "F2", 1.5, [new("a", "ready to query", static point => point.Store.Rate / 1e6), new("b", "with merging and floors", static point => point.Store.RateWithMerging / 1e6)]),
        new("bytes per event", false, "F1", 24, [new("a", "ready to query", static point => point.Store.BytesPerEventBefore!.Value), new("b", "after merging", static point => point.Store.BytesPerEvent!.Value)]),
        new("the watcher's memory: most MiB resident", false, "F0", 100, [new("a", "watcher", static point => point.Watcher.Process.PeakMebibytes)]),
        new("answers: milliseconds", true, "F2", null, [.. GrowthMeasurement.Questions.Select(static (question, n) => new GrowthLine("abcde"[n].ToString(), question, point => point.Milliseconds(question)))]),
    ];
}
