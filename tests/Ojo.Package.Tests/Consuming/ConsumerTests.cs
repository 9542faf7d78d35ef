using System.Text;
using System.Text.Json;
using Ojo.Package.Tests.Packing;

namespace Ojo.Package.Tests.Consuming;

public sealed class ConsumerTests(BuiltConsumers consumers) : IClassFixture<BuiltConsumers>
{
    // Each of them calls what is generated for it, with warnings as errors: without the generator or the events file it would not compile.
    [Theory]
    [InlineData("Leaner")]
    [InlineData("NullableLibrary")]
    [InlineData("ObliviousLibrary")]
    [InlineData("Path with spaces/SpacedLibrary")]
    [InlineData("Recorder")]
    public void Project_with_methods_or_events_files_builds(string project)
    {
        consumers.Build.AssertSuccess();

        Assert.Contains("0 Warning(s)", consumers.Build.Text, StringComparison.Ordinal);
        Assert.True(File.Exists(consumers.Path(project, "bin", "Release", "net10.0", $"{Path.GetFileName(project)}.dll")));
    }

    [Fact]
    public void Program_ships_the_library_and_nothing_of_the_generator()
    {
        consumers.Build.AssertSuccess();

        string[] assemblies = [.. Directory.GetFiles(consumers.Path("Recorder", "bin", "Release", "net10.0"), "*.dll").Select(static path => Path.GetFileName(path)!)];
        Assert.Equal(["NullableLibrary.dll", "Ojo.Runtime.dll", "Recorder.dll"], assemblies.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Categories_that_a_project_removes_are_not_in_its_assembly()
    {
        consumers.Build.AssertSuccess();

        string assembly = Encoding.Latin1.GetString(
            await File.ReadAllBytesAsync(consumers.Path("Leaner", "bin", "Release", "net10.0", "Leaner.dll"), TestContext.Current.CancellationToken));
        Assert.Contains("SERVER_STOPPED", assembly, StringComparison.Ordinal);
        Assert.DoesNotContain("PROBE_LEFT", assembly, StringComparison.Ordinal);
        Assert.DoesNotContain("GAME_TICKED", assembly, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lock_beside_the_project_file_is_handed_to_the_compiler_as_one()
    {
        consumers.Build.AssertSuccess();
        string file = consumers.Path("ObliviousLibrary", "events.lock");
        await File.WriteAllTextAsync(file, "");

        ProgramOutput items = await consumers.DotNetAsync(
            "msbuild", consumers.Path("ObliviousLibrary", "ObliviousLibrary.csproj"), "-getItem:AdditionalFiles", "-getItem:CompilerVisibleItemMetadata");

        items.AssertSuccess();
        JsonElement found = JsonDocument.Parse(items.Text).RootElement.GetProperty("Items");
        JsonElement marked = Assert.Single(found.GetProperty("AdditionalFiles").EnumerateArray(), static item => item.TryGetProperty("OjoLock", out _));
        Assert.Equal(file, marked.GetProperty("FullPath").GetString());
        Assert.Equal("true", marked.GetProperty("OjoLock").GetString());
        Assert.Contains(
            found.GetProperty("CompilerVisibleItemMetadata").EnumerateArray(),
            static item => item.GetProperty("MetadataName").GetString() == "OjoLock");
    }

    [Fact]
    public async Task Program_records_events_of_both_styles_and_of_its_library_and_they_are_read_back()
    {
        consumers.Build.AssertSuccess();
        string traces = consumers.Path("traces");

        ProgramOutput run = await DotNet.RunAsync(
            "dotnet", consumers.Path(), new Dictionary<string, string>(), consumers.Path("Recorder", "bin", "Release", "net10.0", "Recorder.dll"), traces);

        run.AssertSuccess();
        RecordedRun.AssertComplete(traces);
    }
}
