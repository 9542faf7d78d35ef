using System.Globalization;

namespace Ojo.Generators.CodeFixes.Fixes;

/// <summary>Takes away the second of two entries with one key.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveEntryFix), DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)])]
[Shared]
public sealed class RemoveEntryFix : EventCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [YamlRules.DuplicateKey.Id];

    internal override async Task<IReadOnlyList<Remedy>> FindAsync(Fault fault, CancellationToken cancellation)
    {
        SourceText text = await fault.File.GetTextAsync(cancellation).ConfigureAwait(false);
        return fault.Hint(FixHint.End) is { } hint
            && int.TryParse(hint, NumberStyles.None, CultureInfo.InvariantCulture, out int end)
            && end <= text.Length
            && YamlLines.Removal(text, fault.Span.Start, end) is { } span
                ? [new Remedy($"Remove the second '{text.ToString(fault.Span)}'", nameof(RemoveEntryFix), fault.Edit(span, ""))]
                : [];
    }
}
