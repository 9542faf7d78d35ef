using Ojo.Cli.Tests.Support;

namespace Ojo.Cli.Tests;

/// <summary>What docs/CLI.md and the help pages show is run as it stands.</summary>
public sealed class DocumentTests(ExamplesFolder folder) : IClassFixture<ExamplesFolder>
{
    // They go on until they are interrupted, or need a process that records: their own tests run them.
    private static readonly string[] s_lasting =
    [
        "ojo serve", "ojo tail", "ojo demo", "ojo snapshot take", "ojo snapshot show", "ojo watch --input-dir traces/output --db-path stores/ --watch",
        // It needs a table, and has a test with one.
        "ojo import series.csv",
    ];

    public static TheoryData<string> Lines =>
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "CLI.md")).Concat(Examples.ByCommand.Values.SelectMany(static lines => lines.AsEnumerable()))
            .Where(static line => line.StartsWith("ojo ", StringComparison.Ordinal) && !s_lasting.Any(lasting => line.StartsWith(lasting, StringComparison.Ordinal)))
            .Distinct(),
    ];

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task An_example_does_what_it_says(string line)
    {
        ProgramEnd end = await folder.RunAsync(line);

        // What differs is a finding.
        Assert.True(end.Code == 0 || (end.Code == 1 && line.StartsWith("ojo schema diff ", StringComparison.Ordinal)), $"{end.Code}: {end.Error}{end.Output}");
        Assert.DoesNotContain("   at ", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_command_has_a_section()
    {
        string page = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "CLI.md"));

        Assert.All(
            Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Help"), "*.txt").Select(static path => Path.GetFileNameWithoutExtension(path)).Where(static name => name != "ojo" && !name.Contains(' ', StringComparison.Ordinal)),
            name => Assert.Contains($"## `ojo {name}`\n", page, StringComparison.Ordinal));
    }
}
