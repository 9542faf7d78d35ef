namespace Ojo.Benchmarks.Recording;

/// <summary>docs/PERFORMANCE.md, whose tables and plot are those of the last run.</summary>
internal static class PerformancePage
{
    private const string Begin = "<!-- recording: written by the benchmark -->\n";
    private const string End = "<!-- end -->";

    /// <param name="section">What benchmarks/RESULTS.md says of recording.</param>
    /// <param name="standings">What the plot shows.</param>
    public static void Update(string section, IReadOnlyList<Standing> standings)
    {
        string path = Path.Combine(Repository.Root, "docs", "PERFORMANCE.md");
        string page = File.ReadAllText(path);
        int from = page.IndexOf(Begin, StringComparison.Ordinal);
        int to = page.IndexOf(End, Math.Max(from, 0), StringComparison.Ordinal);
        if (from < 0 || to < 0)
        {
            throw new InvalidDataException($"{path} has lost the lines '{Begin.Trim()}' and '{End}', between which the tables go.");
        }

        File.WriteAllText(path, $"{page[..from]}{Begin}\n{section}\n\n{page[to..]}");
        File.WriteAllText(Path.Combine(Repository.Root, "docs", "images", "recording.svg"), RecordingPlot.Svg(standings));
    }
}
