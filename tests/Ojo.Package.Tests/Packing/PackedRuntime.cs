using System.IO.Compression;

namespace Ojo.Package.Tests.Packing;

/// <summary>The package, made once for all tests, in a folder that serves as a feed.</summary>
public sealed class PackedRuntime : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ojo-package-");

    /// <summary>A version that no run before this one had, so that no cache holds another package under it.</summary>
    public string Version { get; } = $"0.1.0-test.{Guid.NewGuid():n}";

    /// <summary>The package file.</summary>
    public string Path => System.IO.Path.Combine(Feed, $"Ojo.Runtime.{Version}.nupkg");

    /// <summary>What a project that uses the package needs to find it. Nothing is left behind among the machine's packages.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["OjoFeed"] = Feed,
        ["OjoVersion"] = Version,
        ["NUGET_PACKAGES"] = System.IO.Path.Combine(_folder.FullName, "packages"),
        ["RestoreFallbackFolders"] = MachinePackages,
    };

    private static string MachinePackages => System.Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? System.IO.Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    internal string Feed => System.IO.Path.Combine(_folder.FullName, "feed");

    /// <summary>Opens the package for reading.</summary>
    public ZipArchive Open() => ZipFile.OpenRead(Path);

    /// <summary>Packs what has been built into a folder.</summary>
    internal static Task<ProgramOutput> PackAsync(string output, string version, params string[] more) =>
        PackAsync(Repository.RuntimeProject, output, version, more);

    /// <summary>Packs a project that has been built into a folder.</summary>
    internal static Task<ProgramOutput> PackAsync(string project, string output, string version, string[] more) =>
        DotNet.BuildAsync(Repository.Root, new Dictionary<string, string>(), [
            "pack", project, "--no-build", "-c", Repository.Configuration, "-o", output,
            $"-p:PackageVersion={version}", $"-p:NuspecOutputPath={System.IO.Path.Combine(output, "nuspec")}/", .. more]);

    public async ValueTask InitializeAsync()
    {
        // RestoreFallbackFolders must exist.
        Directory.CreateDirectory(MachinePackages);
        ProgramOutput pack = await PackAsync(Feed, Version);
        pack.AssertSuccess();
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
