using System.Xml.Linq;

namespace Ojo.Runtime.Tests;

/// <summary>docs/PERFORMANCE.md and its plot say what the benchmark's last run said, and nothing of their own.</summary>
public sealed class PerformanceDocumentTests
{
    private static readonly string[] s_section = Section();

    [Fact]
    public void Its_tables_are_those_of_the_last_run()
    {
        string[] page = RepositoryFiles.Read("docs", "PERFORMANCE.md");
        int from = Array.IndexOf(page, "<!-- recording: written by the benchmark -->");
        int to = Array.IndexOf(page, "<!-- end -->");
        Assert.InRange(from, 0, to);
        Assert.Equal(s_section, page[(from + 2)..(to - 1)]);
    }

    [Fact]
    public void A_figure_that_misses_its_bar_is_there_with_its_cause()
    {
        string[] bars = [.. Table("| what | bar | measured | met | cause |")];
        Assert.NotEmpty(bars);
        Assert.All(bars, static row =>
        {
            string[] cells = [.. row.Split('|').Select(static cell => cell.Trim())];
            Assert.Equal(7, cells.Length);
            Assert.True(cells[4] == "yes" || cells[5].Length > 0, $"There is no cause in: {row}");
        });
    }

    [Fact]
    public void Its_plot_shows_numbers_of_its_tables_and_no_others()
    {
        XElement plot = XDocument.Parse(string.Join('\n', RepositoryFiles.Read("docs", "images", "recording.svg"))).Root!;
        string[] values = [.. plot.Descendants().Where(static e => (string?)e.Attribute("class") == "value").Select(static e => e.Value)];
        Assert.NotEmpty(values);
        Assert.All(values, static value => Assert.Contains(s_section, row => row.Contains($"| {value} |", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Table(string head) =>
        s_section.SkipWhile(line => line != head).Skip(2).TakeWhile(static line => line.StartsWith('|'));

    private static string[] Section()
    {
        string[] lines = RepositoryFiles.Read("benchmarks", "RESULTS.md");
        string[] section = [.. lines.SkipWhile(static line => line != "## Recording").Skip(2)
            .TakeWhile(static line => !line.StartsWith("## ", StringComparison.Ordinal))];
        return [.. section.AsEnumerable().Reverse().SkipWhile(static line => line.Length == 0).Reverse()];
    }
}
