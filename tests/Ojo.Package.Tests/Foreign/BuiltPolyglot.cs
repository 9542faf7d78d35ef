using Ojo.Package.Tests.Consuming;
using Ojo.Package.Tests.Packing;

namespace Ojo.Package.Tests.Foreign;

/// <summary>The project that asks for a C header, built once.</summary>
public sealed class BuiltPolyglot(PackedRuntime package) : IAsyncLifetime
{
    private const string Folder = "Other languages";

    private readonly ConsumerFolder _consumers = new(package);
    private ProgramOutput? _build;

    /// <summary>The header.</summary>
    public string Header => Path("c include", "events.h");

    /// <summary>What the build said.</summary>
    internal ProgramOutput Build => _build!;

    /// <summary>A file or folder beside the project's.</summary>
    public string Path(params string[] parts) => _consumers.Path([Folder, .. parts]);

    /// <summary>Builds it once more.</summary>
    internal Task<ProgramOutput> BuildAsync(params string[] arguments) =>
        _consumers.DotNetAsync(["build", Path("Polyglot", "Polyglot.csproj"), "-c", "Release", .. arguments]);

    /// <summary>Runs it.</summary>
    internal Task<ProgramOutput> RunAsync(params string[] arguments) => DotNet.RunAsync(
        "dotnet", Path(), new Dictionary<string, string>(), [Path("Polyglot", "bin", "Release", "net10.0", "Polyglot.dll"), .. arguments]);

    public async ValueTask InitializeAsync() => _build = await BuildAsync();

    public ValueTask DisposeAsync()
    {
        _consumers.Dispose();
        return ValueTask.CompletedTask;
    }
}
