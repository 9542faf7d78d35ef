using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Ojo.Explorer.Hosting;
using Ojo.Explorer.Stores;
using Ojo.Storage;

namespace Ojo.Explorer;

/// <summary>A running explorer: a web server that shows a store. Disposing it ends it.</summary>
public sealed class OjoExplorer : IAsyncDisposable
{
    /// <summary>How many ports after the one asked for are tried.</summary>
    private const int PortsTried = 100;

    /// <summary>How many statements of SQL run at once.</summary>
    internal const int SqlThreadCount = 2;

    private readonly WebApplication _app;
    private readonly StoreSource _source;
    private readonly TenantStores _tenants;
    private readonly QueryThreads _threads;
    private readonly QueryThreads _sqlThreads;
    private int _disposed;

    private OjoExplorer(WebApplication app, StoreSource source, TenantStores tenants, QueryThreads threads, QueryThreads sqlThreads, Uri address)
    {
        _app = app;
        _source = source;
        _tenants = tenants;
        _threads = threads;
        _sqlThreads = sqlThreads;
        Address = address;
    }

    /// <summary>Where it listens, for instance <c>http://127.0.0.1:8080</c>.</summary>
    public Uri Address { get; }

    /// <summary>Starts an explorer. The store need not exist yet.</summary>
    /// <param name="options">Which store to look at, and who may look.</param>
    /// <param name="cancellationToken">Gives up starting; an explorer that runs is ended by <see cref="DisposeAsync"/>.</param>
    /// <exception cref="ArgumentException">An option makes no sense, or would open the store to other machines without a word about who may look.</exception>
    /// <exception cref="ExplorerStartException">It cannot listen there: the port is taken, the address is not this machine's, or the certificate cannot be used.</exception>
    public static async Task<OjoExplorer> StartAsync(ExplorerOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ListenAddress address = OptionCheck.Check(options);
        CertificateFiles? certificate = options.Certificate is { } files ? new CertificateFiles(files, options.Time) : null;
        int last = options.UseNextFreePort && address.Port > 0 ? Math.Min(address.Port + PortsTried, ushort.MaxValue) : address.Port;
        for (; ; address = address with { Port = address.Port + 1 })
        {
            try
            {
                return await StartAtAsync(options, address, certificate, cancellationToken).ConfigureAwait(false);
            }
            catch (IOException exception) when (exception.InnerException is AddressInUseException)
            {
                if (address.Port >= last)
                {
                    throw new ExplorerStartException(Taken(options, address), exception);
                }
            }
            catch (System.Net.Sockets.SocketException exception)
            {
                throw new ExplorerStartException(
                    $"Cannot listen on {options.Host}, port {address.Port}: {exception.Message}. Give an address of this machine, and a port that this user may open.", exception);
            }
        }
    }

    /// <summary>Ends the explorer: live streams are closed, queries stopped, the store is closed. A second call does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _app.StopAsync().ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
        _threads.Dispose();
        _sqlThreads.Dispose();
        _tenants.Dispose();
        _source.Dispose();
    }

    private static async Task<OjoExplorer> StartAtAsync(ExplorerOptions options, ListenAddress address, CertificateFiles? certificate, CancellationToken cancellationToken)
    {
        StoreSource source = new(
            options.StorePath,
            options.OpenStore ?? (() => OjoStore.OpenReader(options.StorePath)),
            options.OpenStore is null ? () => OjoStore.Exists(options.StorePath) : static () => true);
        TenantStores tenants = new(options.DatabasePath, options.Tenant, source);
        CollectionPace? pace = options.OwnsProcess ? new CollectionPace() : null;
        QueryThreads threads = new(Math.Clamp(Environment.ProcessorCount, 2, 8), pace);

        // Statements that people write are slow as they like: the page's own questions do not wait for them.
        QueryThreads sqlThreads = new(SqlThreadCount, pace);
        WebApplication app = ExplorerHost.Build(options, address, certificate, tenants, threads, sqlThreads);
        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
            string bound = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
            return new OjoExplorer(app, source, tenants, threads, sqlThreads, (address with { Port = new Uri(bound).Port }).ToUri(options.Certificate is not null));
        }
        catch
        {
            await app.DisposeAsync().ConfigureAwait(false);
            threads.Dispose();
            sqlThreads.Dispose();
            tenants.Dispose();
            source.Dispose();
            throw;
        }
    }

    private static string Taken(ExplorerOptions options, ListenAddress address) => options.UseNextFreePort
        ? string.Create(CultureInfo.InvariantCulture, $"Ports {options.Port} to {address.Port} on {address.Ip} are all taken. Give another port, or 0 for any free one.")
        : string.Create(CultureInfo.InvariantCulture, $"Port {address.Port} on {address.Ip} is taken by another program. End that program, or give another port (0 takes any free one).");
}
