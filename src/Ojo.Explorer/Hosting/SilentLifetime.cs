using Microsoft.Extensions.Hosting;

namespace Ojo.Explorer.Hosting;

/// <summary>Leaves signals and the console to the program that the explorer runs in.</summary>
internal sealed class SilentLifetime : IHostLifetime
{
    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
