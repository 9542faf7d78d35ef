using Ojo.Cli.Tests.Support;
using Ojo.Storage.Tests.Support;

namespace Ojo.Cli.Tests;

public sealed class SnapshotFaultTests : IDisposable
{
    private readonly TemporaryDirectory _root = new();

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("There is no process 999999999.", "take", "999999999")]
    [InlineData("no tracer records in it", "take", "{own}")]
    [InlineData("name a process id", "take", "{root}/none")]
    [InlineData("There is no ring in ", "take", "{root}")]
    [InlineData("There is no directory ", "list", "{root}/none")]
    [InlineData("is no snapshot: ", "show", "{root}/broken.json")]
    [InlineData("none.json", "show", "{root}/none.json")]
    public async Task What_is_not_there_is_said(string said, params string[] arguments)
    {
        await File.WriteAllTextAsync(_root["broken.json"], "{}");

        ProgramEnd end = await OjoProcess.RunAsync(["snapshot", .. arguments.Select(argument =>
            argument.Replace("{root}", _root.Path, StringComparison.Ordinal).Replace("{own}", $"{Environment.ProcessId}", StringComparison.Ordinal))]);

        Assert.Equal((1, ""), (end.Code, end.Output));
        Assert.StartsWith("ojo: ", end.Error, StringComparison.Ordinal);
        Assert.Contains(said, end.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", end.Error, StringComparison.Ordinal);
    }
}
