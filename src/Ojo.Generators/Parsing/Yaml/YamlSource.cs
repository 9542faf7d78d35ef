using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Ojo.Generators.Rules;

namespace Ojo.Generators.Parsing.Yaml;

/// <summary>An events file while it is read: its text, and where to say what is wrong with it.</summary>
/// <param name="path">The file's path, as the compiler knows it.</param>
/// <param name="text">Its text, as the compiler knows it: in an editor, with what is not saved yet.</param>
/// <param name="findings">What has been found wrong.</param>
internal sealed class YamlSource(string path, SourceText text, Findings findings)
{
    public string Path { get; } = path;

    /// <summary>The text in one piece: while somebody types, an editor's is made of many, and finding a character takes a search.</summary>
    public SourceText Text { get; } = SourceText.From(text.ToString());

    public Findings Findings { get; } = findings;

    /// <summary>Reports a fault of <paramref name="node"/>; of what could not be read nothing more is said.</summary>
    public void Report(DiagnosticDescriptor rule, YamlNode node, params object[] arguments) =>
        ReportFixable(rule, node, FixHint.None, arguments);

    /// <summary>Reports what a code fix can put right with <paramref name="hints"/>, whose keys are those of <see cref="FixHint"/>.</summary>
    public void ReportFixable(DiagnosticDescriptor rule, YamlNode node, ImmutableDictionary<string, string?> hints, params object[] arguments)
    {
        if (node is YamlUnread)
        {
            Findings.LeaveToCompiler();
        }
        else
        {
            Findings.ReportFixable(rule, LocationOf(node.Span), hints, arguments);
        }
    }

    /// <summary>Reports a key that is not there, unless it may be in what could not be read.</summary>
    public void ReportMissing(YamlMapping mapping, YamlNode place, string subject, string key, string example)
    {
        if (mapping.IsDamaged)
        {
            Findings.LeaveToCompiler();
        }
        else
        {
            Report(YamlRules.MissingKey, place, subject, key, example);
        }
    }

    public void Report(DiagnosticDescriptor rule, TextSpan span, params object[] arguments) =>
        Findings.Report(rule, LocationOf(span), arguments);

    public Location LocationOf(TextSpan span) => Location.Create(Path, span, Text.Lines.GetLinePositionSpan(span));

    /// <summary>Where a piece of a text's value stands; null where the value is not written letter by letter.</summary>
    public Location? LocationIn(YamlText text, int start, int length)
    {
        string written = Text.ToString(text.Span);
        int before = written == text.Value ? 0 : written.Length == text.Value.Length + 2 && written.IndexOf(text.Value, StringComparison.Ordinal) == 1 ? 1 : -1;
        return before < 0 ? null : LocationOf(new TextSpan(text.Span.Start + before + start, length));
    }

    /// <summary>The line of <paramref name="node"/>, counted from 1.</summary>
    public int LineOf(YamlNode node) => Text.Lines.GetLineFromPosition(node.Span.Start).LineNumber + 1;
}
