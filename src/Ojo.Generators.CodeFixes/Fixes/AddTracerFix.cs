using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ojo.Generators.CodeFixes.Fixes;

/// <summary>Gives an extension method of a static class the tracer to extend.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddTracerFix))]
[Shared]
public sealed class AddTracerFix : EventCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DeclarationRules.NoTracer.Id];

    internal override async Task<IReadOnlyList<Remedy>> FindAsync(Fault fault, CancellationToken cancellation)
    {
        // Of a static class there is one thing to do; where else a tracer should come from, its author knows.
        if (await EventMethod.FindAsync(fault, cancellation).ConfigureAwait(false) is not
            { Symbol: { IsStatic: true, ContainingType: { IsStatic: true, ContainingType: null } } } method)
        {
            return [];
        }

        ParameterListSyntax list = method.Syntax.ParameterList;
        string parameter = $"this {method.Qualified("Tracer")} tracer{(list.Parameters.Count > 0 ? ", " : "")}";
        return list.Parameters.Any(static one => one.Identifier.ValueText == "tracer" || one.Modifiers.Any(SyntaxKind.ThisKeyword))
            ? []
            : [new Remedy("Add the parameter 'this Tracer tracer'", nameof(AddTracerFix), fault.Insert(list.OpenParenToken.Span.End, parameter))];
    }
}
