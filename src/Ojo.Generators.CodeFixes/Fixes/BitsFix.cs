namespace Ojo.Generators.CodeFixes.Fixes;

/// <summary>Gives a field a width that it can have and that its values need.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(BitsFix), DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)])]
[Shared]
public sealed class BitsFix : EventCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DeclarationRules.BadBits.Id];

    internal override async Task<IReadOnlyList<Remedy>> FindAsync(Fault fault, CancellationToken cancellation)
    {
        if (fault.Hint(FixHint.Replacement) is { } bits)
        {
            return [new Remedy(Title(bits), nameof(BitsFix), fault.Edit(fault.Span, bits))];
        }

        return fault.Hint(FixHint.Sibling) is { } entry && await YamlEntries.FindAsync(fault, cancellation).ConfigureAwait(false) is { } field
            ? [new Remedy(Title(entry.Substring(entry.LastIndexOf(' ') + 1)), nameof(BitsFix), field.Add(entry))]
            : [];
    }

    private static string Title(string bits) => $"Give the field {bits} bits";
}
