using System.Text.RegularExpressions;
using Ojo.Package.Tests.Packing;

namespace Ojo.Package.Tests.Consuming;

/// <summary>The sections of docs/EVENTS.md and docs/BRIDGES.md that begin with nothing: the files that they have somebody write.</summary>
internal static partial class Guide
{
    /// <summary>Writes the files of docs/EVENTS.md into a project's folder.</summary>
    public static void WriteFiles(string folder) => WriteFiles(EventsSection().Match(Read("EVENTS.md")).Value, folder);

    /// <summary>Writes the files of docs/BRIDGES.md into a project's folder.</summary>
    public static void WriteBridgesFiles(string folder) => WriteFiles(BridgesSection().Match(Read("BRIDGES.md")).Value, folder);

    /// <summary>What docs/BRIDGES.md asks the database.</summary>
    public static string BridgesQuery() => Query().Match(BridgesSection().Match(Read("BRIDGES.md")).Value).Groups["sql"].Value;

    /// <summary>The version of the generic host that docs/BRIDGES.md adds to the project.</summary>
    public static string BridgesHostingVersion() => HostingVersion().Match(BridgesSection().Match(Read("BRIDGES.md")).Value).Groups["version"].Value;

    private static string Read(string page) => File.ReadAllText(Path.Combine(Repository.Root, "docs", page)).ReplaceLineEndings("\n");

    private static void WriteFiles(string section, string folder)
    {
        foreach (Match file in NamedFile().Matches(section))
        {
            File.WriteAllText(Path.Combine(folder, file.Groups["name"].Value), file.Groups["text"].Value);
        }
    }

    [GeneratedRegex(@"\n## From nothing to a picture\n.*?(?=\n## )", RegexOptions.Singleline)]
    private static partial Regex EventsSection();

    [GeneratedRegex(@"\n## From nothing\n.*?(?=\n## )", RegexOptions.Singleline)]
    private static partial Regex BridgesSection();

    [GeneratedRegex(@"Microsoft\.Extensions\.Hosting --version (?<version>\S+)")]
    private static partial Regex HostingVersion();

    [GeneratedRegex(@"```sql\n(?<sql>[^;]*);")]
    private static partial Regex Query();

    /// <summary>A line that names a file, and the code that follows it.</summary>
    [GeneratedRegex(@"`(?<name>\w+\.(cs|yaml|json))`[^`]*\n\n```\w+\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex NamedFile();
}
