using System.Collections.Immutable;

namespace Ojo.Generators.Tests.Driving;

/// <summary>What an .editorconfig says of rules, for all files alike.</summary>
internal sealed class Severities(ImmutableSortedDictionary<string, ReportDiagnostic> rules) : SyntaxTreeOptionsProvider
{
    public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

    public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
        rules.TryGetValue(diagnosticId, out severity);

    public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
    {
        severity = default;
        return false;
    }
}
