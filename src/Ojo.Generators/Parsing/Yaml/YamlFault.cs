using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Ojo.Generators.Parsing.Yaml;

/// <summary>Why a piece of a file is not YAML, or no YAML that is read here.</summary>
/// <param name="Rule">The rule that it breaks.</param>
/// <param name="Span">Where.</param>
/// <param name="Arguments">What the rule's message says of it.</param>
internal sealed record YamlFault(DiagnosticDescriptor Rule, TextSpan Span, params object[] Arguments)
{
    public void ReportTo(YamlSource source) => source.Report(Rule, Span, Arguments);
}
