using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Ojo.Extensions;

/// <summary>Brings a tracer into the generic host.</summary>
public static class OjoServiceCollectionExtensions
{
    /// <summary>The section of configuration that options are read from unless another is named.</summary>
    public const string DefaultSection = "Ojo";

    /// <summary>Adds a <see cref="Tracer"/> that lives as long as the host.</summary>
    /// <param name="services">The host's.</param>
    /// <param name="configure">Changes the options, <c>options => options with { Service = "edge" }</c>; the configuration wins over it, and the environment over both.</param>
    /// <param name="section">The path of the section that has the options.</param>
    /// <remarks>
    /// <para>
    /// It is created when the host starts, or when somebody asks for it before that, and disposed with the services, after the host has
    /// stopped and after whatever was given the tracer. A wrong option stops the start with an <c>OptionsValidationException</c> that has
    /// the option's path.
    /// </para>
    /// <para>Its warnings are logged, category <c>Ojo</c>, unless <see cref="TracerOptions.OnWarning"/> is set. A second call changes nothing.</para>
    /// </remarks>
    public static IServiceCollection AddOjo(
        this IServiceCollection services, Func<TracerOptions, TracerOptions>? configure = null, string section = DefaultSection)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(section);
        services.TryAddSingleton(provider => Create(provider, configure, section));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, TracerLifetime>());
        return services;
    }

    private static Tracer Create(IServiceProvider services, Func<TracerOptions, TracerOptions>? configure, string section)
    {
        TracerOptions options = new();
        options = configure?.Invoke(options) ?? options;
        if (services.GetService<IConfiguration>() is { } configuration)
        {
            options = TracerSection.Apply(options, configuration.GetSection(section));
        }

        return Tracer.Create(options with { OnWarning = TracerWarnings.To(options.OnWarning, services) });
    }
}
