using Microsoft.Extensions.Hosting;

namespace Ojo.Extensions;

/// <summary>Has a service made when the host starts, so that a wrong option is told at once and nothing goes by unseen.</summary>
internal sealed class StartedWithHost<TService>(TService service) : IHostedService
    where TService : class
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        GC.KeepAlive(service);
        return Task.CompletedTask;
    }

    /// <summary>Does nothing: other services stop after this one and may still record. The services' disposal ends it.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
