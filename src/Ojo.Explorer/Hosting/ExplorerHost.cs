using System.IO.Compression;
using System.Net.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;
using Ojo.Explorer.Description;
using Ojo.Explorer.Endpoints;
using Ojo.Explorer.Export;
using Ojo.Explorer.Faults;
using Ojo.Explorer.Import;
using Ojo.Explorer.Live;
using Ojo.Explorer.Metrics;
using Ojo.Explorer.Page;
using Ojo.Explorer.Plugins;
using Ojo.Explorer.Responses;
using Ojo.Explorer.Security;
using Ojo.Explorer.Snapshots;
using Ojo.Explorer.Sql;
using Ojo.Explorer.Stores;
using Ojo.Storage.Metrics;

namespace Ojo.Explorer.Hosting;

/// <summary>Puts the web server together: what every request passes, in which order, and where it ends.</summary>
internal static class ExplorerHost
{
    public const int MostConnections = 512;
    public const int MostConnectionsOfOneClient = 128;

    /// <summary>A server that is ready to be started.</summary>
    public static WebApplication Build(ExplorerOptions options, ListenAddress address, CertificateFiles? certificate, TenantStores stores, QueryThreads threads, QueryThreads sqlThreads)
    {
        // The empty builder reads no settings file and no environment variable: the options alone say what is served.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "ojo-explorer" });
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            Limit(kestrel);
            kestrel.Listen(address.Ip, address.Port, listen => Serve(listen, address, certificate));
        });
        AddServices(builder.Services, options, address, stores);
        WebApplication app = builder.Build();
        UsePipeline(app, options, stores, threads, sqlThreads);
        return app;
    }

    /// <summary>How much of the server anybody may take.</summary>
    public static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = MostConnections;
        kestrel.Limits.MaxRequestLineSize = 16 * 1024;
        kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        kestrel.Limits.MaxRequestBodySize = 16 * 1024;
        // Who says nothing, or says it a byte at a time, makes room for others.
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        kestrel.Limits.Http2.MaxStreamsPerConnection = RequestLimits.MostOfOneClient;
    }

    private static void Serve(ListenOptions listen, ListenAddress address, CertificateFiles? certificate)
    {
        if (!address.IsLoopback)
        {
            listen.Use(new ConnectionLimit(MostConnectionsOfOneClient).Before);
        }

        if (certificate is not null)
        {
            ILogger log = listen.ApplicationServices.GetRequiredService<ILogger<CertificateFiles>>();
            listen.UseHttps(new TlsHandshakeCallbackOptions
            {
                OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions { ServerCertificateContext = certificate.Current(log) }),
            });
        }
    }

    private static void AddServices(IServiceCollection services, ExplorerOptions options, ListenAddress address, TenantStores stores)
    {
        services.AddSingleton<IHostLifetime, SilentLifetime>();
        services.Configure<HostOptions>(static host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        services.AddLogging(logging =>
        {
            options.ConfigureLogging?.Invoke(logging);
            // Why the server could not start is thrown at whoever started it, once and as a sentence.
            logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        });
        services.AddRoutingCore();
        services.AddSingleton(new AccessRules(
            address.IsLoopback || options.Token is null ? new HostCheck(address.Ip, options.AllowedHosts) : null,
            options.Token is { } token ? new TokenCheck(token, options.Time) : null,
            new SiteCheck(options.CorsOrigins)));
        services.AddRateLimiter(limiter => RequestLimits.Set(limiter, address.IsLoopback ? options.RequestsPerSecond : options.RequestsPerSecond ?? RequestLimits.UsualRate));
        services.AddCors(cors => cors.AddDefaultPolicy(OtherOrigins.PolicyFor(options.CorsOrigins)));
        services.AddExplorerDescription();
        services.AddResponseCompression(static compression => compression.MimeTypes =
        [
            "application/json", "application/problem+json", "application/x-ndjson", "text/csv", SeriesForm.MediaType, EventCountsForm.MediaType, "text/html", "text/css", "text/javascript", "image/svg+xml",
        ]);
        services.Configure<BrotliCompressionProviderOptions>(static brotli => brotli.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(static gzip => gzip.Level = CompressionLevel.Fastest);
        services.AddSingleton(stores);
        services.AddSingleton(stores.Own);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<ExplorerMeter>();
        services.AddSingleton<IMetricsExporter>(static provider => new PrometheusExporter(provider.GetRequiredService<ExplorerMeter>().Meter));
        services.AddSingleton<LiveFeeds>();
    }

    private static void UsePipeline(WebApplication app, ExplorerOptions options, TenantStores stores, QueryThreads threads, QueryThreads sqlThreads)
    {
        app.Use(app.Services.GetRequiredService<ExplorerMeter>().MeasureAsync);
        app.Use(SecurityHeaders.Add);
        app.UseResponseCompression();
        app.UseMiddleware<FaultMiddleware>();
        app.UseRateLimiter();
        if (options.CorsOrigins.Count > 0)
        {
            // Who asks decides what the headers say: an answer to one is not the answer to another.
            app.Use(static (context, next) =>
            {
                context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Origin);
                return next(context);
            });
            app.UseCors();
        }

        app.UseMiddleware<AccessMiddleware>();
        app.Use(HeadRequests.Route);
        app.UseRouting();
#pragma warning disable ASP0014 // The page's fallback comes after the endpoints, which only this order says.
        app.UseEndpoints(routes =>
        {
            routes.MapQueries(new QueryRunner(stores, threads, options.QueryTimeout));
            LiveEndpoint live = new(
                app.Services.GetRequiredService<LiveFeeds>(), TimeProvider.System, app.Lifetime.ApplicationStopping);
            routes.MapDescribed(LiveEndpoint.Description, live.AnswerAsync);
            SnapshotsEndpoint snapshots = new(new SnapshotFolder(options.TracesDirectory), stores, threads);
            routes.MapDescribed(SnapshotsEndpoint.Description, snapshots.AnswerAsync);
            SqlEndpoint sql = new(stores, sqlThreads, options.SqlLimits with { Time = Shorter(options.SqlLimits.Time, options.QueryTimeout) });
            routes.MapDescribed(SqlEndpoint.Description, sql.AnswerAsync);
            ExportAnswer exports = new(options.QueryTimeout);
            app.Lifetime.ApplicationStopped.Register(exports.Dispose);
            routes.MapDescribed(ExportEndpoint.Description, new ExportEndpoint(stores, exports, options.QueryTimeout).AnswerAsync);
            if (options.AllowImport)
            {
                ImportEndpoint import = new(options.StorePath);
                app.Lifetime.ApplicationStopped.Register(import.Dispose);
                routes.MapDescribed(ImportEndpoint.Description, import.AnswerAsync);
            }

            TenantsEndpoint tenants = new(stores);
            routes.MapDescribed(TenantsEndpoint.Description, tenants.AnswerAsync);
            PluginFolder plugins = new(options.PluginsDirectory);
            PluginsEndpoint pluginList = new(plugins);
            routes.MapDescribed(PluginsEndpoint.Description, pluginList.AnswerAsync);
            routes.MapGet(PluginFolder.Pattern, new PluginFiles(plugins).AnswerAsync);
            AboutEndpoint about = new(stores.Own.Name, options.AllowImport);
            routes.MapDescribed(AboutEndpoint.Description, about.AnswerAsync);
            HealthEndpoint health = new(stores.Own);
            routes.MapDescribed(HealthEndpoint.Description, health.AnswerAsync);
            MetricsEndpoint metrics = new(app.Services.GetRequiredService<ExplorerMeter>(), app.Services.GetRequiredService<IMetricsExporter>(), stores.Own, threads);
            routes.MapDescribed(MetricsEndpoint.Description, metrics.AnswerAsync);
            routes.MapOpenApi("/openapi/v1.json");
        });
#pragma warning restore ASP0014
        EmbeddedPage page = new(typeof(ExplorerHost).Assembly);
        app.Run(page.AnswerAsync);
    }

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
