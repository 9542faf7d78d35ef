using System.IO.Compression;

namespace Ojo.Package.Tests.Packing;

/// <summary>The package of the bridges, beside that of the runtime and of the same version.</summary>
public sealed class PackedExtensions(PackedRuntime runtime) : IAsyncLifetime
{
    /// <summary>The version of both.</summary>
    public string Version => runtime.Version;

    /// <summary>What the command line needs to find both, and all that they need.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>(runtime.Environment)
    {
        ["RestoreAdditionalProjectSources"] = runtime.Feed,
    };

    /// <summary>Opens the package for reading.</summary>
    public ZipArchive Open() => ZipFile.OpenRead(Path.Combine(runtime.Feed, $"Ojo.Extensions.{Version}.nupkg"));

    public async ValueTask InitializeAsync() =>
        (await PackedRuntime.PackAsync(Repository.ExtensionsProject, runtime.Feed, Version, [])).AssertSuccess();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
