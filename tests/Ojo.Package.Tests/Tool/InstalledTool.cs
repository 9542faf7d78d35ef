using System.IO.Compression;
using Ojo.Package.Tests.Packing;

namespace Ojo.Package.Tests.Tool;

/// <summary>The tool, packed once for all tests and installed from a folder into another, as anybody installs it.</summary>
public sealed class InstalledTool : IAsyncLifetime
{
    private const string PackageId = "Ojo.Cli";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ojo-tool-");
    private readonly string _version = $"0.1.0-test.{Guid.NewGuid():n}";

    private string Feed => At("feed");

    /// <summary>A path in a folder that is removed afterwards.</summary>
    public string At(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Opens the package for reading.</summary>
    public ZipArchive Open() => ZipFile.OpenRead(Path.Combine(Feed, $"{PackageId}.{_version}.nupkg"));

    /// <summary>Runs the command that was installed.</summary>
    internal Task<ProgramOutput> RunAsync(params string[] arguments) => DotNet.RunAsync(At("bin/ojo"), _folder.FullName, new Dictionary<string, string>(), arguments);

    public async ValueTask InitializeAsync()
    {
        (await PackedRuntime.PackAsync(Repository.ToolProject, Feed, _version, [])).AssertSuccess();
        Dictionary<string, string> environment = new() { ["NUGET_PACKAGES"] = At("packages"), ["DOTNET_CLI_HOME"] = At("home"), ["DOTNET_NOLOGO"] = "1" };
        (await DotNet.RunAsync("dotnet", _folder.FullName, environment, "tool", "install", PackageId, "--version", _version, "--source", Feed, "--tool-path", At("bin"))).AssertSuccess();
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
