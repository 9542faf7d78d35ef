using System.Runtime.InteropServices;
using Ojo.Package.Tests.Packing;

namespace Ojo.Package.Tests.Consuming;

public sealed class TrimmedConsumerTests(PackedRuntime package)
{
    [Fact]
    public async Task Trimmed_program_is_published_without_warnings_and_records_the_same()
    {
        using ConsumerFolder consumers = new(package);

        ProgramOutput publish = await consumers.DotNetAsync(
            "publish", consumers.Path("Recorder", "Recorder.csproj"), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained",
            "-p:PublishTrimmed=true", "-o", consumers.Path("published"));

        publish.AssertSuccess();
        Assert.DoesNotMatch("warning [A-Z]", publish.Text);

        string traces = consumers.Path("traces");
        ProgramOutput run = await DotNet.RunAsync(
            consumers.Path("published", OperatingSystem.IsWindows() ? "Recorder.exe" : "Recorder"), consumers.Path(), new Dictionary<string, string>(), traces);

        run.AssertSuccess();
        RecordedRun.AssertComplete(traces);
    }
}
