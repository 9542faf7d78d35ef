using Ojo.Cli.Tests.Support;
using Ojo.Interop.Exporting;
using Ojo.Interop.Importing;

namespace Ojo.Cli.Tests;

public sealed class HelpTests
{
    public static TheoryData<string> Pages => [.. Directory.GetFiles(Folder, "*.txt").Select(static path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Help");

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_help_page_says_what_it_said(string page)
    {
        ProgramEnd end = await OjoProcess.RunAsync([.. page == "ojo" ? [] : page.Split(' '), "--help"]);

        Assert.Equal((0, ""), (end.Code, end.Error));
        string expected = await File.ReadAllTextAsync(Path.Combine(Folder, $"{page}.txt"));
        string importers = string.Join(", ", TraceImport.Importers.Select(static importer => importer.Format));
        string exporters = string.Join(", ", TraceExport.Exporters.Select(static exporter => exporter.Format));
        Assert.Equal(expected.Replace("{importers}", importers, StringComparison.Ordinal).Replace("{exporters}", exporters, StringComparison.Ordinal), end.Output);
    }

    [Fact]
    public async Task Every_command_has_a_page_and_an_example()
    {
        ProgramEnd end = await OjoProcess.RunAsync("--help");

        string[] commands =
        [
            .. end.Output[end.Output.IndexOf("Commands:", StringComparison.Ordinal)..].Split('\n').Skip(1)
                .Where(static line => line.StartsWith("  ", StringComparison.Ordinal)).Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]),
        ];
        Assert.NotEmpty(commands);
        Assert.All(commands, static command => Assert.Contains($"  ojo {command} ", File.ReadAllText(Path.Combine(Folder, $"{command}.txt")), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("qurey x", "did you mean query?")]
    [InlineData("query x --db-pth y", "did you mean --db-path?")]
    [InlineData("query", "ojo query --help says more.")]
    [InlineData("", "ojo --help says more.")]
    [InlineData("query x --db-path y --format xml", "write table, csv or json")]
    [InlineData("import x", "give --db-path or --output-dir")]
    [InlineData("import x --db-path y --output-dir z", "give --db-path or --output-dir")]
    public async Task Wrong_usage_is_explained_and_makes_the_exit_code_2(string arguments, string said)
    {
        ProgramEnd end = await OjoProcess.RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal((2, ""), (end.Code, end.Output));
        Assert.Contains(said, end.Error, StringComparison.Ordinal);
    }
}
