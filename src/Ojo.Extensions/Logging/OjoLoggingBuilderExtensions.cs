using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Configuration;
using Microsoft.Extensions.Options;

namespace Ojo.Extensions;

/// <summary>Brings log messages into the trace.</summary>
public static class OjoLoggingBuilderExtensions
{
    /// <summary>Records log messages with a tracer of the caller's, who also disposes it.</summary>
    /// <param name="builder">What builds the loggers.</param>
    /// <param name="tracer">Where to.</param>
    /// <param name="configure">Changes what of a message is recorded; wins over <c>Logging:Ojo</c> in configuration.</param>
    public static ILoggingBuilder AddOjo(this ILoggingBuilder builder, Tracer tracer, Action<OjoLoggerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(tracer);
        return Add(builder, _ => tracer, configure);
    }

    /// <summary>Records log messages with the services' tracer.</summary>
    /// <inheritdoc cref="AddOjo(ILoggingBuilder, Tracer, Action{OjoLoggerOptions})"/>
    public static ILoggingBuilder AddOjo(this ILoggingBuilder builder, Action<OjoLoggerOptions>? configure = null) =>
        Add(builder, static services => services.GetRequiredService<Tracer>(), configure);

    private static ILoggingBuilder Add(ILoggingBuilder builder, Func<IServiceProvider, Tracer> tracer, Action<OjoLoggerOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddConfiguration();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<OjoLoggerOptions>, OjoLoggerSection>());
        if (configure is not null)
        {
            builder.Services.Configure(configure);
        }

        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ILoggerProvider, OjoLoggerProvider>(
            services => new OjoLoggerProvider(tracer(services), services.GetRequiredService<IOptions<OjoLoggerOptions>>().Value)));
        return builder;
    }
}
