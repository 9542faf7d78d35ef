using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ojo.Generators.CodeFixes.Fixes;

/// <summary>Makes an event method partial, its type, or the types around that.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartialFix))]
[Shared]
public sealed class MakePartialFix : EventCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        DeclarationRules.TypeNotPartial.Id,
        DeclarationRules.ContainingTypeNotPartial.Id,
        DeclarationRules.NotPartial.Id,
    ];

    internal override async Task<IReadOnlyList<Remedy>> FindAsync(Fault fault, CancellationToken cancellation)
    {
        if (await fault.FindAsync<MethodDeclarationSyntax>(cancellation).ConfigureAwait(false) is not { } method)
        {
            return [];
        }

        if (fault.RuleId == DeclarationRules.NotPartial.Id)
        {
            // A method without a body for another reason has that reason first.
            bool isElsewhere = method.Modifiers.Any(SyntaxKind.AbstractKeyword) || method.Modifiers.Any(SyntaxKind.ExternKeyword);
            return isElsewhere ? [] : [Remedy(fault, method.Identifier, method.ReturnType.SpanStart)];
        }

        IEnumerable<TypeDeclarationSyntax> types = method.Ancestors().OfType<TypeDeclarationSyntax>();
        types = fault.RuleId == DeclarationRules.TypeNotPartial.Id ? types.Take(1) : types.Skip(1);
        return
        [
            .. types
                .Where(static type => !type.Modifiers.Any(SyntaxKind.PartialKeyword))
                .Select(type => Remedy(fault, type.Identifier, type.Keyword.SpanStart)),
        ];
    }

    private static Remedy Remedy(Fault fault, SyntaxToken name, int place) =>
        new($"Make '{name.ValueText}' partial", nameof(MakePartialFix), fault.Insert(place, "partial "));
}
