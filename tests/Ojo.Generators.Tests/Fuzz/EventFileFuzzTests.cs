extern alias generators;

using generators::Ojo.Generators.Emit;
using generators::Ojo.Generators.Model;
using generators::Ojo.Generators.Parsing;
using generators::Ojo.Generators.Parsing.Yaml;
using generators::Ojo.Generators.Rules;

namespace Ojo.Generators.Tests.Fuzz;

/// <summary>Whatever an events file holds: nothing throws, every place lies in it, the work is in proportion, and what is generated is C#.</summary>
public sealed class EventFileFuzzTests
{
    private const int LongestMessage = 1200;

    private static readonly string[] s_words =
    [
        "namespace: Game\n", "class: GameEvents\n", "provider: game\n", "events:\n", "enums:\n", "  - name: PING\n", "    fields:\n", "      - { name: a, type: u8 }\n",
        "    id: 0x00010001\n", "  Why: { values: { a: 1 } }\n", "{", "}", "[", "]", ": ", "- ", "  ", "\n", "\n  ", "\t", "#", "'", "\"", "|\n", ">-\n", "&a ", "*a ", "!t ",
        "<<: ", "? ", "---\n", "...\n", "%YAML 1.2\n", "name", "type", "enum", "values", "bits", "u64", "true", "~", "\0", "\uFEFF", "\u2028", "\uD800", "\r", "é", ",", "@",
        "<<<<<<< a\n", "=======\n", ">>>>>>> b\n", "99999999999999999999", "0x", "-",
    ];

    [Fact]
    public void No_events_file_throws_points_outside_of_itself_or_generates_what_is_no_csharp()
    {
        var inputs = new TextMutations("events", FuzzSeeds.EventFiles, s_words);
        int refused = 0;
        int generated = 0;
        int tried = FuzzRun.Try("events", share: 80, inputs.Make, text =>
        {
            var counted = new CountingText(text);
            var findings = new Findings();
            EventFile file = EventFileParser.Parse("events.yaml", counted, isOjo: false, findings);
            Assert.InRange(counted.Reads, 0, 400L * (text.Length + 1000));
            refused += findings.Count > 0 ? 1 : 0;
            Check(findings, text);
            if (file.Type is { } type)
            {
                generated += file.Events.Count > 0 ? 1 : 0;
                CheckOutput(type);
            }
        });

        // Most spoiled files are wrong, and some are still right: both paths were taken.
        Assert.True(tried == 1 || (refused > tried / 10 && refused < tried && generated > tried / 10), $"Of {tried} inputs {refused} were refused, and from {generated} events were generated.");
    }

    private static void Check(Findings findings, string text)
    {
        foreach (Diagnostic diagnostic in findings.Diagnostics)
        {
            Assert.InRange(diagnostic.Location.SourceSpan.End, 0, text.Length);
            FileLinePositionSpan lines = diagnostic.Location.GetLineSpan();
            Assert.True(lines.StartLinePosition.Line >= 0 && lines.EndLinePosition >= lines.StartLinePosition);
            string message = diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
            Assert.InRange(message.Length, 1, LongestMessage);
            Assert.DoesNotContain(message, static c => char.IsControl(c));
            Assert.NotEqual("OJO903", diagnostic.Id);
        }
    }

    private static void CheckOutput(TypeModel type)
    {
        EquatableArray<TypeModel> types = TypeMerger.Merge([type]);
        foreach (TypeModel one in types)
        {
            CheckSource(TypeEmitter.Emit(one.ForRecorders()));
        }

        foreach (ProviderModel provider in ProviderGrouping.Group(types))
        {
            CheckSource(ProviderEmitter.Emit(provider));
        }
    }

    private static void CheckSource(string source) => Assert.DoesNotContain(
        CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.CSharp12)).GetDiagnostics(),
        static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
}
