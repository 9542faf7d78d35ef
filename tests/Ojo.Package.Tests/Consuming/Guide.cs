using System.Text.RegularExpressions;
using Ojo.Package.Tests.Packing;

namespace Ojo.Package.Tests.Consuming;

/// <summary>The section of docs/EVENTS.md that leads from nothing to a picture: the files that it has somebody write.</summary>
internal static partial class Guide
{
    /// <summary>Writes its files into a project's folder.</summary>
    public static void WriteFiles(string folder)
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "EVENTS.md")).ReplaceLineEndings("\n");
        string section = Section().Match(page).Value;
        foreach (Match file in NamedFile().Matches(section))
        {
            File.WriteAllText(Path.Combine(folder, file.Groups["name"].Value), file.Groups["text"].Value);
        }
    }

    [GeneratedRegex(@"\n## From nothing to a picture\n.*?(?=\n## )", RegexOptions.Singleline)]
    private static partial Regex Section();

    /// <summary>A line that names a file, and the code that follows it.</summary>
    [GeneratedRegex(@"`(?<name>\w+\.(cs|yaml))`[^`]*\n\n```\w+\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex NamedFile();
}
