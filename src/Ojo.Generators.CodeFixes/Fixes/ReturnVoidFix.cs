using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ojo.Generators.CodeFixes.Fixes;

/// <summary>Makes an event method return nothing.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReturnVoidFix))]
[Shared]
public sealed class ReturnVoidFix : EventCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DeclarationRules.NotVoid.Id];

    internal override async Task<IReadOnlyList<Remedy>> FindAsync(Fault fault, CancellationToken cancellation) =>
        await fault.FindAsync<MethodDeclarationSyntax>(cancellation).ConfigureAwait(false) is { } method
            ? [new Remedy($"Make '{method.Identifier.ValueText}' return void", nameof(ReturnVoidFix), fault.Edit(method.ReturnType.Span, "void"))]
            : [];
}
