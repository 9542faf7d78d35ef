using System.Diagnostics;

namespace Ojo.EndToEnd.Tests.Programs;

/// <summary>The two programs as <c>dotnet publish</c> makes them for a machine, once for all tests of a class.</summary>
public sealed class PublishedPrograms : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);
    private readonly TempDirectory _directory = new();

    /// <summary>What stands in place of <c>/opt/ojo</c>.</summary>
    public string Folder => _directory.FullPath;

    public async ValueTask InitializeAsync()
    {
        foreach (string program in new[] { "Watcher", "Explorer" })
        {
            // What these tests were built with is what is published; a build server would outlive the command.
            ProcessStartInfo start = new("dotnet", ["publish", Repository.At("src", $"Ojo.{program}"), "-c", Repository.Configuration, "--no-build", "-nodeReuse:false", "-nologo", "-o", _directory.File(program.ToLowerInvariant())])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using Process publish = Process.Start(start)!;
            Task<string> errors = publish.StandardError.ReadToEndAsync();
            string said = await publish.StandardOutput.ReadToEndAsync().WaitAsync(s_patience) + await errors;
            await publish.WaitForExitAsync().WaitAsync(s_patience);
            Assert.True(publish.ExitCode == 0, said);
        }
    }

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }
}
