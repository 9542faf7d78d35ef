using Ojo.Explorer.Security;
using Ojo.Storage.Shards;

namespace Ojo.Explorer.Hosting;

/// <summary>Refuses options that make no sense, or that would show the store to strangers.</summary>
internal static class OptionCheck
{
    /// <returns>Where to listen.</returns>
    /// <exception cref="ArgumentException">The options make no sense; the message says what to change.</exception>
    public static ListenAddress Check(ExplorerOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(options.DatabasePath);
        if (options.Tenant is string tenant && TenantName.FindFault(tenant) is string fault)
        {
            throw new ArgumentException(fault);
        }

        if (options.Token is { } token && (token.Length == 0 || token.Any(static c => c is <= ' ' or > '~')))
        {
            throw new ArgumentException("The token must be at least one printable ASCII character, without spaces: it travels in a header.", nameof(options));
        }

        if (options.QueryTimeout <= TimeSpan.Zero)
        {
            throw new ArgumentException("The query timeout must be more than nothing.", nameof(options));
        }

        if (options.SqlLimits is not { Rows: > 0, Bytes: > 0, Memory: > 0, TemporaryFiles: >= 0 } || options.SqlLimits.Time <= TimeSpan.Zero)
        {
            throw new ArgumentException("Each limit of SQL must be more than nothing.", nameof(options));
        }

        if (options.CorsOrigins.Select(OtherOrigins.FindFault).FirstOrDefault(static found => found is not null) is { } originFault)
        {
            throw new ArgumentException(originFault);
        }

        if (options.RequestsPerSecond < 0)
        {
            throw new ArgumentException("The requests per second must be 0, for no limit, or more.", nameof(options));
        }

        if (options.PluginsDirectory is { } plugins && !Directory.Exists(plugins))
        {
            throw new ArgumentException($"There is no directory {plugins} to take plugins from (--plugins).");
        }

        ListenAddress address = ListenAddress.Parse(options.Host, options.Port);
        return address.IsLoopback || options.Token is not null || options.AllowAnonymous
            ? address
            : throw new ArgumentException(
                $"Other machines can reach {options.Host}: give a token (--token or OJO_TOKEN) that they must show, or say --allow-anonymous if everybody may look.", nameof(options));
    }
}
