using System.IO.Compression;
using System.Text;
using Ojo.Package.Tests.Packing;

namespace Ojo.Package.Tests.Tool;

public sealed class ToolTests(InstalledTool tool) : IClassFixture<InstalledTool>
{
    private const string Qlog = """
        {"qlog_version":"0.3","qlog_format":"JSON","traces":[{"vantage_point":{"type":"client"},"common_fields":{"time_format":"relative","reference_time":1000},
        "events":[{"time":1,"name":"transport:packet_sent","data":{"header":{"packet_type":"1RTT","packet_number":7},"raw":{"length":1200}}}]}]}
        """;

    [Fact]
    public async Task What_is_installed_says_what_it_can_do()
    {
        ProgramOutput help = await tool.RunAsync("--help");

        help.AssertSuccess();
        Assert.Contains("  ojo [command] [options]", help.Text, StringComparison.Ordinal);
        Assert.Contains("  import <FILE>", help.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_installed_imports_a_file_and_answers_a_query()
    {
        await File.WriteAllTextAsync(tool.At("a.qlog"), Qlog);

        (await tool.RunAsync("import", tool.At("a.qlog"), "--db-path", tool.At("store.db"))).AssertSuccess();
        ProgramOutput rows = await tool.RunAsync("query", "SELECT packet_number, size FROM packet_sent_sized", "--format", "csv", "--db-path", tool.At("store.db"));

        rows.AssertSuccess();
        Assert.Equal("packet_number,size\r\n7,1200\r\n", rows.Text);
    }

    [Theory]
    [InlineData("schema", "{store}", "--c-header")]
    [InlineData("completion", "bash")]
    [InlineData("bench", "--duration", "10ms")]
    [InlineData("demo", "--duration", "100ms", "--delay", "1ms", "--port", "0", "--directory", "{store}-traces")]
    public async Task What_is_installed_has_all_that_its_commands_need(params string[] arguments)
    {
        await File.WriteAllTextAsync(tool.At("b.qlog"), Qlog);
        (await tool.RunAsync("import", tool.At("b.qlog"), "--db-path", tool.At("b.db"))).AssertSuccess();

        (await tool.RunAsync([.. arguments.Select(argument => argument.Replace("{store}", tool.At("b.db"), StringComparison.Ordinal))])).AssertSuccess();
    }

    [Fact]
    public void The_package_has_one_program_its_licences_and_no_documentation_of_libraries()
    {
        using ZipArchive package = tool.Open();
        string[] names = [.. package.Entries.Select(static entry => entry.FullName)];

        Assert.Contains("LICENSE", names);
        Assert.Contains("README.md", names);
        Assert.Contains("THIRD-PARTY-NOTICES.txt", names);
        Assert.Equal(["Ojo.Cli.runtimeconfig.json"], names.Where(static name => name.EndsWith(".runtimeconfig.json", StringComparison.Ordinal)).Select(static name => Path.GetFileName(name)));
        Assert.DoesNotContain(names, static name => name.StartsWith("tools/", StringComparison.Ordinal) && name.EndsWith(".xml", StringComparison.Ordinal) && !name.EndsWith("/DotnetToolSettings.xml", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_library_of_others_is_in_the_notices()
    {
        using ZipArchive package = tool.Open();
        using StreamReader reader = new(package.GetEntry("THIRD-PARTY-NOTICES.txt")!.Open());
        string notices = reader.ReadToEnd();

        string[] others =
        [
            .. package.Entries.Select(static entry => entry.Name).Where(static name => name.EndsWith(".dll", StringComparison.Ordinal))
                .Select(static name => name[..^".dll".Length]).Where(static name => !name.StartsWith("Ojo.", StringComparison.Ordinal) && name != "Transfer").Distinct(),
        ];

        Assert.NotEmpty(others);
        Assert.All(others, name => Assert.Contains(name.StartsWith("SQLitePCLRaw.", StringComparison.Ordinal) ? "SQLitePCLRaw" : name, notices, StringComparison.Ordinal));
    }

    [Fact]
    public void No_assembly_names_the_folder_that_it_was_built_in()
    {
        Assert.SkipWhen(Repository.Configuration != "Release", "A debug build keeps its paths for the debugger.");
        using ZipArchive package = tool.Open();

        Assert.All(package.Entries.Where(static entry => entry.Name.EndsWith(".dll", StringComparison.Ordinal)), static entry =>
        {
            using MemoryStream bytes = new();
            using Stream content = entry.Open();
            content.CopyTo(bytes);
            Assert.Equal(-1, bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf(Encoding.UTF8.GetBytes(Repository.Root)));
        });
    }
}
