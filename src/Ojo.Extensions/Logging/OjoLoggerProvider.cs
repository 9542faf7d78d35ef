using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Ojo.Extensions;

/// <summary>Records log messages as the events LOG_TRACE to LOG_CRITICAL, in the category <c>Log</c>.</summary>
/// <remarks>
/// <para>
/// Two filters decide. The tracer's knows the category <c>Log</c> and a level, <c>Log:warning</c>, and may change at any
/// time; logging's own knows loggers, <c>Logging:Ojo:LogLevel:Microsoft.AspNetCore</c>. Where either says no, nothing is formatted.
/// </para>
/// <para>Safe from any thread. The tracer is the caller's: it is not disposed here.</para>
/// </remarks>
[ProviderAlias("Ojo")]
public sealed class OjoLoggerProvider : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentDictionary<string, OjoLogger> _loggers = new(StringComparer.Ordinal);
    private readonly Tracer _tracer;

    /// <summary>Records with a tracer.</summary>
    /// <param name="tracer">Where to.</param>
    /// <param name="options">What of a message; the defaults if null.</param>
    public OjoLoggerProvider(Tracer tracer, OjoLoggerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(tracer);
        _tracer = tracer;
        Options = options ?? new OjoLoggerOptions();
    }

    internal OjoLoggerOptions Options { get; }

    internal IExternalScopeProvider Scopes { get; private set; } = new LoggerExternalScopeProvider();

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) =>
        _loggers.GetOrAdd(categoryName, static (name, provider) => new OjoLogger(provider, provider._tracer, name), this);

    /// <inheritdoc/>
    public void SetScopeProvider(IExternalScopeProvider scopeProvider)
    {
        ArgumentNullException.ThrowIfNull(scopeProvider);
        Scopes = scopeProvider;
    }

    /// <summary>Does nothing: a logger records as long as its tracer does.</summary>
    public void Dispose()
    {
    }
}
