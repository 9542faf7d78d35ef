using Ojo.Storage.Metrics;
using Ojo.Watcher.Metrics;
using Ojo.Watcher.Statistics;
using Ojo.Watcher.Tests.Support;

namespace Ojo.Watcher.Tests.Documents;

/// <summary>docs/WATCHER.md, held to what is so.</summary>
public sealed class WatcherDocumentTests
{
    private static readonly string[] s_lines = File.ReadAllLines(Repository.At("docs", "WATCHER.md"));

    [Fact]
    public async Task The_options_are_those_of_the_help()
    {
        (int code, string help, _) = await WatcherProcess.RunAsync("--help");

        Assert.Equal(0, code);
        string[] offered = [.. help.Split(' ', '\n', ',', ':', '.').Where(static word => word.StartsWith("--", StringComparison.Ordinal)).Distinct().Except(["--help", "--version", "--after"]).Order()];
        string[] described = [.. Cells("| option |").Select(static cell => cell.Trim('`').Split(' ')[0]).Except(["--after"]).Order()];
        Assert.Equal(offered, described);
    }

    [Fact]
    public void The_metrics_are_those_that_are_served()
    {
        using var meter = new WatcherMeter(new WatcherActivity(), new WatcherOptions { InputDirectory = "x", DatabasePath = "y" });
        using var exporter = new PrometheusExporter(meter.Meter);

        Assert.Equal(
            Exposition.Parse(exporter.Export()).Select(static family => (family.Name, family.Type)).Order(),
            Cells("| metric |").Zip(Cells("| metric |", column: 1), static (name, type) => (name.Trim('`'), type)).Order());
    }

    private static IEnumerable<string> Cells(string table, int column = 0) => s_lines
        .SkipWhile(line => !line.StartsWith(table, StringComparison.Ordinal)).Skip(2)
        .TakeWhile(static line => line.StartsWith('|'))
        .Select(line => line.Replace("\\|", " ", StringComparison.Ordinal).Split('|')[column + 1].Trim());
}
