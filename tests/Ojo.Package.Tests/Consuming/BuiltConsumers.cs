using Ojo.Package.Tests.Packing;

namespace Ojo.Package.Tests.Consuming;

/// <summary>The projects that use the package as they should, built together once.</summary>
public sealed class BuiltConsumers(PackedRuntime package) : IAsyncLifetime
{
    private readonly ConsumerFolder _consumers = new(package);
    private ProgramOutput? _build;

    /// <summary>What the build said.</summary>
    internal ProgramOutput Build => _build!;

    /// <summary>The path of a file or folder of the projects.</summary>
    public string Path(params string[] parts) => _consumers.Path(parts);

    /// <summary>Runs another command on the projects.</summary>
    internal Task<ProgramOutput> DotNetAsync(params string[] arguments) => _consumers.DotNetAsync(arguments);

    public async ValueTask InitializeAsync() => _build = await _consumers.DotNetAsync("build", "Consumers.slnx", "-c", "Release");

    public ValueTask DisposeAsync()
    {
        _consumers.Dispose();
        return ValueTask.CompletedTask;
    }
}
