using Microsoft.Extensions.Hosting;

namespace Ojo.Extensions;

/// <summary>Has the tracer made when the host starts, so that a wrong option is told at once and not by the first event.</summary>
internal sealed class TracerLifetime(Tracer tracer) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        GC.KeepAlive(tracer);
        return Task.CompletedTask;
    }

    /// <summary>Does nothing: other services stop after this one and may still record. The services' disposal ends the tracer.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
