using System.Reflection;

namespace Ojo.Generators.Parsing;

/// <summary>The events that come with Ojo, as far as others must keep clear of them.</summary>
internal static class BuiltInEvents
{
    private const string NameKey = "  - name: ";

    private static readonly Lazy<IReadOnlyList<string>> s_names = new(Read);

    /// <summary>Their wire names.</summary>
    public static IReadOnlyList<string> Names => s_names.Value;

    // The file is ours and is checked where it is compiled: its names need no parser, which would be loaded for this alone.
    private static List<string> Read()
    {
        using Stream events = Assembly.GetExecutingAssembly().GetManifestResourceStream("events.yaml")
            ?? throw new InvalidOperationException("This build of Ojo.Generators lacks events.yaml.");
        using var reader = new StreamReader(events);
        var names = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith(NameKey, StringComparison.Ordinal))
            {
                names.Add(line.Substring(NameKey.Length).Trim());
            }
        }

        return names;
    }
}
