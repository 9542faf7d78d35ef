using System.Globalization;
using System.Text.RegularExpressions;
using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Yaml;

/// <summary>One case of the corpus: an events file, or a folder of files that are wrong together, and what its first lines expect.</summary>
/// <remarks>
/// The comment that a file begins with says it, one expectation per line:
/// <code>
/// # OJO102 at 7:5: Did you mean 'category'?     a message, where it stands in this file, and a part of its text
/// # Still generated: PING, PONG                  the events that the fault leaves alone
/// # The JSON Schema accepts it.                  a schema has no words for this fault
/// # Read ␀ as U+0000.                            for what nobody could see in an editor
/// # Read … as "- ", 20000 times.
/// # Lines end in CR LF.
/// </code>
/// </remarks>
internal sealed partial class CorpusCase
{
    private CorpusCase(string name, IReadOnlyList<string> paths)
    {
        Name = name;
        foreach (string path in paths)
        {
            Add(Path.GetFileName(path), File.ReadAllText(path));
        }
    }

    /// <summary>Topic and what is wrong: <c>keys/a-misspelt-category</c>.</summary>
    public string Name { get; }

    /// <summary>Its files by name.</summary>
    public Dictionary<string, string> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>The messages that a build is to say.</summary>
    public List<ExpectedMessage> Expected { get; } = [];

    /// <summary>The wire names of the events that are generated all the same.</summary>
    public HashSet<string> StillGenerated { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether events.schema.json has nothing to say against it.</summary>
    public bool IsAcceptedBySchema { get; private set; }

    public Project Project => Files.Aggregate(new Project(), static (project, file) => Path.GetExtension(file.Key) switch
    {
        ".cs" => project.Source(file.Value, file.Key),
        ".lock" => project.Lock(file.Value, file.Key),
        _ => project.Events(file.Value, file.Key),
    });

    /// <summary>The cases below <c>Yaml/fail</c> or <c>Yaml/pass</c>, in order of name.</summary>
    public static IReadOnlyList<CorpusCase> Load(string kind)
    {
        string root = Path.Combine(Repository.ProjectDirectory, "Yaml", kind);
        var cases = new List<CorpusCase>();
        foreach (string topic in Directory.GetDirectories(root))
        {
            cases.AddRange(Directory.GetFiles(topic, "*.yaml").Select(path => new CorpusCase(NameOf(root, path), [path])));
            cases.AddRange(Directory.GetDirectories(topic).Select(folder => new CorpusCase(NameOf(root, folder), Directory.GetFiles(folder))));
        }

        return [.. cases.OrderBy(static one => one.Name, StringComparer.Ordinal)];
    }

    public override string ToString() => Name;

    private static string NameOf(string root, string path) => Path.ChangeExtension(Path.GetRelativePath(root, path), null).Replace('\\', '/');

    private void Add(string file, string text)
    {
        text = text.ReplaceLineEndings("\n");
        string mark = Path.GetExtension(file) == ".cs" ? "//" : "#";
        int end = 0;
        var changes = new List<Func<string, string>>();
        while (end < text.Length && text.AsSpan(end).StartsWith(mark))
        {
            int next = text.IndexOf('\n', end) is >= 0 and var at ? at + 1 : text.Length;
            Read(file, text[(end + mark.Length)..next].Trim(), changes);
            end = next;
        }

        Files.Add(file, changes.Aggregate(text[..end] + "\f" + text[end..], static (result, change) => change(result)).Replace("\f", "", StringComparison.Ordinal));
    }

    private void Read(string file, string line, List<Func<string, string>> changes)
    {
        if (Message().Match(line) is { Success: true } message)
        {
            Expected.Add(new ExpectedMessage(file, message.Groups[1].Value, Number(message.Groups[2]), Number(message.Groups[3]), message.Groups[4].Value));
        }
        else if (line.StartsWith("Still generated: ", StringComparison.Ordinal))
        {
            StillGenerated.UnionWith(line["Still generated: ".Length..].Split(", "));
        }
        else if (line == "The JSON Schema accepts it.")
        {
            IsAcceptedBySchema = true;
        }
        else if (line == "Lines end in CR LF.")
        {
            changes.Add(static text => text.Replace("\n", "\r\n", StringComparison.Ordinal));
        }
        else if (line == "Lines end in CR.")
        {
            changes.Add(static text => text.Replace('\n', '\r'));
        }
        else if (Character().Match(line) is { Success: true } character)
        {
            char unseen = (char)ushort.Parse(character.Groups[2].Value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            changes.Add(AfterHeader(body => body.Replace(character.Groups[1].Value, unseen.ToString(), StringComparison.Ordinal)));
        }
        else if (Repetition().Match(line) is { Success: true } repetition)
        {
            string repeated = string.Concat(Enumerable.Repeat(repetition.Groups[2].Value.Replace("\\n", "\n", StringComparison.Ordinal), Number(repetition.Groups[3])));
            changes.Add(AfterHeader(body => body.Replace(repetition.Groups[1].Value, repeated, StringComparison.Ordinal)));
        }
    }

    /// <summary>The comment itself stays as it is.</summary>
    private static Func<string, string> AfterHeader(Func<string, string> change) => text =>
    {
        string[] halves = text.Split('\f', 2);
        return halves[0] + '\f' + change(halves[1]);
    };

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(OJO\d{3}) at (\d+):(\d+): (.+)$")]
    private static partial Regex Message();

    [GeneratedRegex(@"^Read (\S) as U\+([0-9A-F]{4})\.$")]
    private static partial Regex Character();

    [GeneratedRegex(@"^Read (\S) as ""(.*)"", (\d+) times\.$")]
    private static partial Regex Repetition();
}
