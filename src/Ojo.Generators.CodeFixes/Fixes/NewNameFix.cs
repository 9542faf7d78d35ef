namespace Ojo.Generators.CodeFixes.Fixes;

/// <summary>Gives an event another wire name: one that no event ever had.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NewNameFix), DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)])]
[Shared]
public sealed class NewNameFix : EventCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [LockRules.Reused.Id];

    internal override async Task<IReadOnlyList<Remedy>> FindAsync(Fault fault, CancellationToken cancellation) =>
        fault.Hint(FixHint.Name) is { } name && await Declaration.FindAsync(fault, cancellation).ConfigureAwait(false) is { } declaration
            ? [new Remedy($"Call the event '{name}'", nameof(NewNameFix), declaration.Rename(name))]
            : [];
}
