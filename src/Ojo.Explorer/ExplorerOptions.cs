using Microsoft.Extensions.Logging;
using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Explorer;

/// <summary>Which store to look at, and who may look.</summary>
public sealed record ExplorerOptions
{
    /// <summary>The store: a file or a directory. It may appear later: until then every answer says what is being waited for.</summary>
    public required string DatabasePath { get; init; }

    /// <summary>The trace directory whose flight recorders' snapshots are listed; null lists none. It may appear later.</summary>
    public string? TracesDirectory { get; init; }

    /// <summary>Whose traces are shown: those that the watcher stored for this tenant below <see cref="DatabasePath"/>, and no others'; null: those of nobody, and of every tenant who is named in a request.</summary>
    public string? Tenant { get; init; }

    /// <summary>The address to listen on: an IP address, <c>localhost</c>, or <c>*</c> for every address of the machine.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>The port to listen on; 0 takes a free one.</summary>
    public int Port { get; init; } = 8080;

    /// <summary>Whether the next free port is taken where <see cref="Port"/> is not free.</summary>
    public bool UseNextFreePort { get; init; }

    /// <summary>What a client must show to be answered; null asks for nothing.</summary>
    public string? Token { get; init; }

    /// <summary>Whether an address that other machines can reach may be served without a <see cref="Token"/>.</summary>
    public bool AllowAnonymous { get; init; }

    /// <summary>More names that clients may know this server by, for instance a reverse proxy's.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Other sites whose pages may ask, as browsers write them: <c>https://grafana.example</c>. None by default.</summary>
    public IReadOnlyList<string> CorsOrigins { get; init; } = [];

    /// <summary>The certificate to serve HTTPS with, HTTP/2 included; null serves plain HTTP.</summary>
    public ServerCertificate? Certificate { get; init; }

    /// <summary>How many requests a second one client may make, with a burst of four seconds' worth; 0 for as many as it likes; null: 300 where other machines can reach the explorer, else no limit.</summary>
    public int? RequestsPerSecond { get; init; }

    /// <summary>A directory of ES modules that add panels to the page; null: there are none. Whoever may write there runs script in the browsers of all who look.</summary>
    public string? PluginsDirectory { get; init; }

    /// <summary>Whether who may look may also add to the store, files of other programs' traces; else the store is only ever read.</summary>
    public bool AllowImport { get; init; }

    /// <summary>How long a query may take.</summary>
    public TimeSpan QueryTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How much a statement of SQL may take; its time is no longer than <see cref="QueryTimeout"/>.</summary>
    public SqlLimits SqlLimits { get; init; } = new();

    /// <summary>Where log messages go; nowhere by default.</summary>
    public Action<ILoggingBuilder>? ConfigureLogging { get; init; }

    /// <summary>Where the store is: the tenant's, if there is one.</summary>
    internal string StorePath => Tenant is null ? DatabasePath : OjoStore.PathOf(DatabasePath, Tenant);

    /// <summary>Whether the process is the explorer's own, so that it may decide when garbage is collected.</summary>
    internal bool OwnsProcess { get; init; }

    /// <summary>What limits and cookies tell the time by.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Opens the store; by default the SQLite file at <see cref="DatabasePath"/>.</summary>
    internal Func<IStoreReader>? OpenStore { get; init; }
}
