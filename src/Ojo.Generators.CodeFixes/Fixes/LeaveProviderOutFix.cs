namespace Ojo.Generators.CodeFixes.Fixes;

/// <summary>Takes the reserved provider away: the events are then those of their namespace.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LeaveProviderOutFix), DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)])]
[Shared]
public sealed class LeaveProviderOutFix : EventCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DeclarationRules.ReservedProvider.Id];

    internal override async Task<IReadOnlyList<Remedy>> FindAsync(Fault fault, CancellationToken cancellation) =>
        await Declaration.FindAsync(fault, cancellation).ConfigureAwait(false) is { } declaration && declaration.LeaveProviderOut() is { } edit
            ? [new Remedy("Leave the provider out: it is then the namespace", nameof(LeaveProviderOutFix), edit)]
            : [];
}
