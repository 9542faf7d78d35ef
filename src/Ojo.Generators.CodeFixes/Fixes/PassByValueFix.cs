using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using Microsoft.CodeAnalysis.Operations;

namespace Ojo.Generators.CodeFixes.Fixes;

/// <summary>Passes a field by value, here and where the method is called.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PassByValueFix))]
[Shared]
public sealed class PassByValueFix : EventCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DeclarationRules.ByReference.Id];

    internal override async Task<IReadOnlyList<Remedy>> FindAsync(Fault fault, CancellationToken cancellation)
    {
        if (await fault.FindAsync<ParameterSyntax>(cancellation).ConfigureAwait(false) is not { Parent.Parent: MethodDeclarationSyntax method } parameter
            || parameter.Modifiers.FirstOrDefault(static one => one.IsKind(SyntaxKind.RefKeyword) || one.IsKind(SyntaxKind.OutKeyword)) is not { RawKind: not 0 } modifier)
        {
            return [];
        }

        Edit here = fault.Edit(TextSpan.FromBounds(modifier.SpanStart, modifier.GetNextToken().SpanStart), "");
        return
        [
            new Remedy(
                $"Pass '{parameter.Identifier.ValueText}' by value",
                nameof(PassByValueFix),
                async cancelled => [here, .. await CallsAsync((Document)fault.File, method, parameter, cancelled).ConfigureAwait(false)]),
        ];
    }

    /// <summary>Takes <c>ref</c> and <c>out</c> away where the method is called, but for variables that a call declares: those have no value yet.</summary>
    private static async Task<IEnumerable<Edit>> CallsAsync(
        Document document, MethodDeclarationSyntax method, ParameterSyntax parameter, CancellationToken cancellation)
    {
        var edits = new List<Edit>();
        SemanticModel? model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        if (model.GetDeclaredSymbol(method, cancellation) is not { } symbol)
        {
            return edits;
        }

        foreach (ReferencedSymbol found in await SymbolFinder.FindReferencesAsync(symbol, document.Project.Solution, cancellation).ConfigureAwait(false))
        {
            foreach (ReferenceLocation place in found.Locations)
            {
                SyntaxNode? root = await place.Document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
                SemanticModel? caller = await place.Document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
                InvocationExpressionSyntax? call = root?.FindNode(place.Location.SourceSpan).FirstAncestorOrSelf<InvocationExpressionSyntax>();
                if (call is null || caller?.GetOperation(call, cancellation) is not IInvocationOperation invocation)
                {
                    continue;
                }

                IArgumentOperation? passed = invocation.Arguments.FirstOrDefault(one => one.Parameter?.Name == parameter.Identifier.ValueText);
                if (passed?.Syntax is ArgumentSyntax { RefKindKeyword.RawKind: not 0, Expression: not DeclarationExpressionSyntax } argument)
                {
                    var span = TextSpan.FromBounds(argument.RefKindKeyword.SpanStart, argument.Expression.SpanStart);
                    edits.Add(new Edit(place.Document.Id, new TextChange(span, "")));
                }
            }
        }

        return edits;
    }
}
