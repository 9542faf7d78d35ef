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
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, StartedWithHost<Tracer>>());
        return services;
    }

    /// <summary>Records activities with the services' tracer while the host runs, as <see cref="OjoActivityListener"/> does.</summary>
    /// <param name="services">The host's.</param>
    /// <param name="configure">Changes what <c>Ojo:Activities</c> in configuration says.</param>
    public static IServiceCollection AddOjoActivities(this IServiceCollection services, Action<OjoActivityOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(provider =>
        {
            OjoActivityOptions options = new();
            if (SectionOf(provider, TracerSection.Activities) is { } section)
            {
                section.Bind(options);
            }

            configure?.Invoke(options);
            return new OjoActivityListener(provider.GetRequiredService<Tracer>(), options);
        });
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, StartedWithHost<OjoActivityListener>>());
        return services;
    }

    /// <summary>Records what the runtime says of the network with the services' tracer while the host runs, as <see cref="OjoNetworkListener"/> does.</summary>
    /// <param name="services">The host's.</param>
    /// <param name="configure">Changes what <c>Ojo:Network</c> in configuration says.</param>
    public static IServiceCollection AddOjoNetwork(this IServiceCollection services, Action<OjoNetworkOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(provider =>
        {
            OjoNetworkOptions options = new();
            if (SectionOf(provider, TracerSection.Network) is { } section)
            {
                section.Bind(options);
            }

            configure?.Invoke(options);
            return new OjoNetworkListener(provider.GetRequiredService<Tracer>(), options);
        });
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, StartedWithHost<OjoNetworkListener>>());
        return services;
    }

    private static IConfigurationSection? SectionOf(IServiceProvider services, string name) =>
        services.GetService<IConfiguration>()?.GetSection(DefaultSection).GetSection(name);

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
