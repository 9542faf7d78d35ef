using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ojo.Generators.CodeFixes.Fixes;

/// <summary>Writes the word that was probably meant, or the valid name that says the same.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RespellFix), DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)])]
[Shared]
public sealed class RespellFix : EventCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        DeclarationRules.BadWireName.Id,
        DeclarationRules.BadFieldName.Id,
        DeclarationRules.BadCategory.Id,
        DeclarationRules.BadProvider.Id,
        DeclarationRules.BadVersion.Id,
        DeclarationRules.UnfitCondition.Id,
        YamlRules.UnknownKey.Id,
        YamlRules.WrongKind.Id,
        YamlRules.UnknownWord.Id,
        YamlRules.UnknownEnum.Id,
    ];

    internal override async Task<IReadOnlyList<Remedy>> FindAsync(Fault fault, CancellationToken cancellation)
    {
        if (fault.Hint(FixHint.Replacement) is not { } word)
        {
            return [];
        }

        SourceText text = await fault.File.GetTextAsync(cancellation).ConfigureAwait(false);
        string written = text.ToString(fault.Span);
        if (fault.File is Document)
        {
            // What is not written here, but a constant of another place, is not changed here.
            LiteralExpressionSyntax? literal = await fault.FindAsync<LiteralExpressionSyntax>(cancellation).ConfigureAwait(false);
            return literal is null || !literal.IsKind(SyntaxKind.StringLiteralExpression) ? []
                : [Remedy(fault, written, literal.Span == fault.Span ? SymbolDisplay.FormatLiteral(word, quote: true) : word)];
        }

        // A number or a flag must not be quoted; a name stays as it was.
        bool keepsQuotes = fault.RuleId != YamlRules.WrongKind.Id && written.Length > 0 && written[0] is '"' or '\'';
        return [Remedy(fault, written, keepsQuotes ? written[0] + word + written[0] : word)];
    }

    private static Remedy Remedy(Fault fault, string written, string word) =>
        new($"Change {written} to {word}", nameof(RespellFix), fault.Edit(fault.Span, word));
}
