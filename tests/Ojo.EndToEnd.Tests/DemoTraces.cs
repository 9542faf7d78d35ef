using Ojo.EndToEnd.Tests.Programs;

namespace Ojo.EndToEnd.Tests;

/// <summary>The traces and the database of one demo, shared by the tests that read them again.</summary>
public sealed class DemoTraces : IAsyncLifetime
{
    private readonly TempDirectory _directory = new();

    public string Output => _directory.File("output");

    public string LiveDatabase => _directory.File("traces.db");

    public async ValueTask InitializeAsync()
    {
        (int exitCode, string output, string errors) = await RunningProgram.RunAsync(
            "samples/Transfer", "--duration", "2s", "--loss", "3%", "--no-explorer", "--directory", _directory.FullPath);
        Assert.True(exitCode == 0, $"The demo failed:\n{output}\n{errors}");
    }

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }
}
