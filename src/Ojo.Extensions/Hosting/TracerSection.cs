using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Ojo.Configuration;

namespace Ojo.Extensions;

/// <summary>Sets a tracer's options from a section of configuration, in the words that its environment variables take.</summary>
internal static class TracerSection
{
    /// <summary>What stands in the section for <see cref="OjoActivityOptions"/>.</summary>
    public const string Activities = "Activities";

    /// <summary>What stands in the section for <see cref="OjoNetworkOptions"/>.</summary>
    public const string Network = "Network";

    private const string Prefix = "OJO_";

    /// <summary>The options with every one that the section names in place of the code's.</summary>
    /// <exception cref="OptionsValidationException">The section has a key that is no option, or a value that is not understood; the message has its path.</exception>
    public static TracerOptions Apply(TracerOptions options, IConfigurationSection section)
    {
        SortedSet<string> known = new(StringComparer.OrdinalIgnoreCase);
        string? Read(string variable)
        {
            string key = KeyOf(variable);
            known.Add(key);
            return section[key];
        }

        try
        {
            options = TracerEnvironment.Apply(options, new OptionTexts(Read, variable => $"{section.Path}:{KeyOf(variable)} in the configuration"));
        }
        catch (ArgumentException exception)
        {
            throw Wrong(exception.Message);
        }

        foreach (IConfigurationSection child in section.GetChildren())
        {
            if (child.Key.Equals(Activities, StringComparison.OrdinalIgnoreCase) || child.Key.Equals(Network, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (!known.Contains(child.Key))
            {
                throw Wrong($"{child.Path} in the configuration is no option of a tracer. There are {string.Join(", ", known)}.");
            }

            if (child.Value is null && child.GetChildren().Any())
            {
                throw Wrong($"{child.Path} in the configuration has keys of its own where a single value was expected.");
            }
        }

        return options;
    }

    private static OptionsValidationException Wrong(string message) => new(Options.DefaultName, typeof(TracerOptions), [message]);

    /// <summary><c>OJO_FLUSH_INTERVAL</c> is <c>FlushInterval</c>.</summary>
    private static string KeyOf(string variable) => string.Concat(
        variable[Prefix.Length..].Split('_').Select(static word => string.Concat(word[..1], word[1..].ToLowerInvariant())));
}
