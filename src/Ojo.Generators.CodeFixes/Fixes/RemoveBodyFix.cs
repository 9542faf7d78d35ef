using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ojo.Generators.CodeFixes.Fixes;

/// <summary>Removes the body that somebody wrote for an event method.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveBodyFix))]
[Shared]
public sealed class RemoveBodyFix : EventCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DeclarationRules.HasBody.Id];

    internal override async Task<IReadOnlyList<Remedy>> FindAsync(Fault fault, CancellationToken cancellation)
    {
        if (await EventMethod.FindAsync(fault, cancellation).ConfigureAwait(false) is not { } method)
        {
            return [];
        }

        string title = $"Remove the body of '{method.Symbol.Name}'";
        if (method.Syntax.Body is null && method.Syntax.ExpressionBody is null)
        {
            return await OtherPartAsync(fault, method, cancellation).ConfigureAwait(false) is { } edit ? [new Remedy(title, nameof(RemoveBodyFix), edit)] : [];
        }

        // Where the attribute stands on the part with the body, the other part would be left without one to belong to.
        return method.Symbol.PartialDefinitionPart is null ? [new Remedy(title, nameof(RemoveBodyFix), [.. Edits(fault, method.Syntax)])] : [];
    }

    private static IEnumerable<Edit> Edits(Fault fault, MethodDeclarationSyntax method)
    {
        if (!method.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            yield return fault.Insert(method.ReturnType.SpanStart, "partial ");
        }

        int signature = method.ConstraintClauses.Count > 0 ? method.ConstraintClauses.Span.End : method.ParameterList.Span.End;
        yield return fault.Edit(TextSpan.FromBounds(signature, method.Span.End), ";");
    }

    /// <summary>Removes the part of the method that has nothing but the body.</summary>
    private static async Task<Edit?> OtherPartAsync(Fault fault, EventMethod method, CancellationToken cancellation)
    {
        foreach (SyntaxReference reference in method.Symbol.PartialImplementationPart?.DeclaringSyntaxReferences ?? [])
        {
            if (fault.File.Project.GetDocument(reference.SyntaxTree) is { } document)
            {
                SyntaxNode part = await reference.GetSyntaxAsync(cancellation).ConfigureAwait(false);
                SourceText text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
                return new Edit(document.Id, new TextChange(SourceLines.Of(text, part.Span), ""));
            }
        }

        return null;
    }
}
