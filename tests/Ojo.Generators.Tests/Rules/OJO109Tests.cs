using System.Diagnostics;
using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

/// <summary>A rule of the build: it is run on projects that have nothing but the props and the targets of the package.</summary>
public sealed class OJO109Tests : IDisposable
{
    private const string Generator = "<Analyzer Include=\"packages/Ojo.Generators.dll\" />";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ojo-targets-");

    [Fact]
    public async Task A_file_that_was_taken_out_is_flagged()
    {
        string said = await Check("<AdditionalFiles Remove=\"@(AdditionalFiles)\" />" + Generator);
        Assert.Contains($"events.yaml : warning OJO109: events.yaml isn't passed to the compiler as an events file, so its events aren't generated; let the project have <AdditionalFiles Include=\"events.yaml\" OjoEvents=\"true\" />", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_passed_as_something_else_is_flagged() =>
        Assert.Contains("warning OJO109", await Check("<AdditionalFiles Update=\"@(AdditionalFiles)\" OjoEvents=\"\" />" + Generator), StringComparison.Ordinal);

    [Fact]
    public async Task A_file_that_is_passed_without_the_generator_is_flagged_once()
    {
        string said = await Check("<Analyzer Include=\"packages/Other.dll\" />");
        Assert.Contains("events.yaml : warning OJO109: events.yaml is passed to the compiler without Ojo's generator", said, StringComparison.Ordinal);
        Assert.Equal(2, said.Split("warning OJO109").Length);
    }

    [Fact]
    public async Task A_file_that_is_found_by_itself_is_right() => Assert.DoesNotContain("OJO109", await Check(Generator), StringComparison.Ordinal);

    [Fact]
    public async Task A_file_that_the_project_names_is_right() => Assert.DoesNotContain(
        "OJO109",
        await Check("<AdditionalFiles Remove=\"@(AdditionalFiles)\" /><AdditionalFiles Include=\"events.yaml\" OjoEvents=\"TRUE\" />" + Generator),
        StringComparison.Ordinal);

    [Fact]
    public async Task A_project_without_the_file_is_right() => Assert.DoesNotContain("OJO109", await Check(Generator, withFile: false), StringComparison.Ordinal);

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>What the build says of a project with <paramref name="items"/>.</summary>
    private async Task<string> Check(string items, bool withFile = true)
    {
        string build = Path.Combine(Repository.Root, "src", "Ojo.Runtime", "build", "Ojo.Runtime");
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await File.WriteAllTextAsync(
            Path.Combine(_folder.FullName, "Consumer.proj"),
            $"<Project><Import Project=\"{build}.props\" /><ItemGroup>{items}</ItemGroup><Import Project=\"{build}.targets\" /></Project>",
            cancellation);
        if (withFile)
        {
            await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "events.yaml"), "namespace: Game\nclass: GameEvents\nevents: [{ name: TICK }]\n", cancellation);
        }

        var start = new ProcessStartInfo("dotnet", ["msbuild", "Consumer.proj", "-t:OjoCheckEventsFile", "-nologo", "-nodeReuse:false"])
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
        };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        foreach (string name in start.Environment.Keys.Where(static name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            // What the test run was started with points at its own SDK's files.
            start.Environment.Remove(name);
        }

        using Process process = Process.Start(start)!;
        string said = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        Assert.True(process.ExitCode == 0, said);
        return said;
    }
}
