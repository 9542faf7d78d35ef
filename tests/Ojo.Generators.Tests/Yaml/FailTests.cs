using System.Text;
using System.Text.RegularExpressions;
using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Yaml;

/// <summary>Events files that are wrong, one fault each most of the time: what is said, where, and what is left.</summary>
public sealed partial class FailTests
{
    private static readonly Lazy<IReadOnlyDictionary<string, CorpusCase>> s_cases =
        new(static () => CorpusCase.Load("fail").ToDictionary(static one => one.Name, StringComparer.Ordinal));

    // Each is built once, for its own test and for the one that keeps the texts.
    private static readonly Dictionary<string, Task<CorpusResult>> s_results = new(StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. s_cases.Value.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_wrong_file_is_told_what_is_wrong_and_where(string name)
    {
        CorpusCase one = s_cases.Value[name];
        CorpusResult result = await ResultOf(one);
        string[] expected = [.. one.Expected.Select(static message => $"{message.File}: {message.Id} at {message.Line}:{message.Column}").Order(StringComparer.Ordinal)];
        string[] said = [.. result.Messages.Select(CorpusResult.Place).Order(StringComparer.Ordinal)];
        Assert.NotEmpty(expected);
        Assert.True(expected.SequenceEqual(said), $"Expected:\n{string.Join('\n', expected)}\nFound:\n{string.Join('\n', result.Messages)}");
        foreach (ExpectedMessage message in one.Expected)
        {
            Assert.Contains(
                result.Messages,
                found => CorpusResult.Place(found) == $"{message.File}: {message.Id} at {message.Line}:{message.Column}"
                    && CorpusResult.Text(found).Contains(message.Part, StringComparison.Ordinal));
        }

        Assert.All(result.Messages, static message => Assert.True(message.Location.SourceSpan.End <= message.Location.SourceTree?.Length || message.Location.SourceTree is null));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_is_right_in_it_is_generated_all_the_same(string name)
    {
        CorpusCase one = s_cases.Value[name];
        Assert.Equal(one.StillGenerated.Order(StringComparer.Ordinal), (await ResultOf(one)).Generated);
    }

    [Fact]
    public async Task Every_message_reads_as_it_was_approved()
    {
        var text = new StringBuilder();
        foreach (CorpusCase one in s_cases.Value.Values)
        {
            text.Append(one.Name).Append('\n');
            foreach (Diagnostic message in (await ResultOf(one)).Messages)
            {
                FileLinePositionSpan span = message.Location.GetLineSpan();
                string file = one.Files.Count > 1 ? span.Path + ":" : "";
                text.Append($"    {file}{span.StartLinePosition.Line + 1}:{span.StartLinePosition.Character + 1} {message.Id} {KnownWords().Replace(CorpusResult.Text(message), "Known are: ….")}\n");
                Quote(text, one.Files[span.Path], span);
            }

            text.Append('\n');
        }

        string folder = Path.Combine(Repository.ProjectDirectory, "Yaml");
        string verified = Path.Combine(folder, "messages.verified.txt");
        string received = Path.Combine(folder, "messages.received.txt");
        File.Delete(received);
        if (!File.Exists(verified) || (await File.ReadAllTextAsync(verified)).ReplaceLineEndings("\n") != text.ToString())
        {
            await File.WriteAllTextAsync(received, text.ToString());
            Assert.Fail("Read what has changed in Yaml/messages.received.txt aloud and, if it is right, rename it to messages.verified.txt.");
        }
    }

    [Fact]
    public void Every_rule_for_events_files_is_broken_by_some()
    {
        HashSet<string> broken = [.. s_cases.Value.Values.SelectMany(static one => one.Expected).Select(static message => message.Id)];
        Assert.Empty(s_rules.Except(broken));
        Assert.InRange(s_cases.Value.Count, 200, int.MaxValue);
    }

    private static readonly string[] s_rules =
    [
        "OJO008", "OJO010", "OJO018", "OJO019", "OJO020", "OJO021", "OJO022", "OJO023", "OJO026",
        "OJO100", "OJO101", "OJO102", "OJO103", "OJO104", "OJO105", "OJO106", "OJO108", "OJO110", "OJO111", "OJO112", "OJO113", "OJO114",
        "OJO200", "OJO201", "OJO202", "OJO203", "OJO204", "OJO205", "OJO206", "OJO207", "OJO208",
    ];

    private static Task<CorpusResult> ResultOf(CorpusCase one)
    {
        lock (s_results)
        {
            if (!s_results.TryGetValue(one.Name, out Task<CorpusResult>? result))
            {
                result = CorpusResult.Of(one);
                s_results.Add(one.Name, result);
            }

            return result;
        }
    }

    /// <summary>The line that a message speaks of, with what it points at underlined.</summary>
    private static void Quote(StringBuilder text, string file, FileLinePositionSpan span)
    {
        const int longest = 100;
        string line = Microsoft.CodeAnalysis.Text.SourceText.From(file).Lines[span.StartLinePosition.Line].ToString();
        int start = span.StartLinePosition.Character;
        int length = span.EndLinePosition.Line == span.StartLinePosition.Line ? span.EndLinePosition.Character - start : line.Length - start;
        int from = line.Length > longest ? Math.Max(0, Math.Min(start - 20, line.Length - longest)) : 0;
        string shown = string.Concat(line.Skip(from).Take(longest).Select(static c => c is >= ' ' and <= '~' or > '\u00A0' && !char.IsSurrogate(c) && !IsUnseen(c) ? c : '␦'));
        text.Append($"        | {shown}\n        | {new string(' ', start - from)}{new string('^', Math.Clamp(length, 1, longest))}\n");
    }

    // Which they are is compared with the schema; here a new word would change the texts of many cases.
    [GeneratedRegex(@"Known are: .*\.$")]
    private static partial Regex KnownWords();

    private static bool IsUnseen(char c) => char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.LineSeparator
        or System.Globalization.UnicodeCategory.ParagraphSeparator or System.Globalization.UnicodeCategory.OtherNotAssigned;
}
