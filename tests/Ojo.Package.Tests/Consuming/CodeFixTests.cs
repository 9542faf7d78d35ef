using Ojo.Package.Tests.Packing;

namespace Ojo.Package.Tests.Consuming;

public sealed class CodeFixTests(PackedRuntime package) : IDisposable
{
    private readonly ConsumerFolder _consumers = new(package);

    // 'dotnet format' finds analyzers and fixes as an editor does: in the folder of the package.
    [Fact]
    public async Task Fixes_of_the_package_put_code_and_lock_right()
    {
        ProgramOutput restore = await _consumers.DotNetAsync("restore", "Untidy/Untidy.csproj");
        restore.AssertSuccess();

        await FixAsync("OJO001");
        await FixAsync("OJO020");
        await FixAsync("OJO206");

        Assert.Equal(
            """
            using Ojo;

            namespace Untidy;

            public static partial class Frames
            {
                [TraceEvent(0x00010001, Category = "FrameControl")]
                public static partial void RecordFrameDrawn(this Tracer tracer, [FlowId] uint flowId);
            }

            """,
            await ReadAsync("Frames.cs"));
        Assert.Equal(
            """
            # provider id name state since scope field:type:bits:unit …
            Untidy 0x00010000 FRAME_BEGUN retired 0.1 flow
            Untidy 0x00010001 FRAME_DRAWN active - flow
            Untidy 0x00010002 FRAME_LOST retired 0.1 flow

            """,
            await ReadAsync("events.lock"));
        ProgramOutput build = await _consumers.DotNetAsync("build", "Untidy/Untidy.csproj", "--no-restore");
        build.AssertSuccess();
    }

    public void Dispose() => _consumers.Dispose();

    private async Task FixAsync(string id)
    {
        ProgramOutput fix = await DotNet.RunAsync(
            "dotnet",
            _consumers.Path("Untidy"),
            package.Environment,
            "format",
            "analyzers",
            "Untidy.csproj",
            "--no-restore",
            "--severity",
            "warn",
            "--diagnostics",
            id);
        fix.AssertSuccess();
    }

    private async Task<string> ReadAsync(string file) =>
        (await File.ReadAllTextAsync(_consumers.Path("Untidy", file), TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
}
