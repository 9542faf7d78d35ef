namespace Ojo.Generators.CodeFixes.Fixes;

/// <summary>Makes another event of one whose payload has changed, and retires the old one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NewPayloadFix), DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)])]
[Shared]
public sealed class NewPayloadFix : EventCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [LockRules.ShapeChanged.Id];

    internal override async Task<IReadOnlyList<Remedy>> FindAsync(Fault fault, CancellationToken cancellation)
    {
        if (fault.Hint(FixHint.Replaces) is not { } label
            || fault.Hint(FixHint.RetiredLine) is not { } retired
            || fault.Hint(FixHint.Name) is not { } name
            || fault.Additional(fault.Hint(FixHint.Lock)) is not { } file
            || await Declaration.FindAsync(fault, cancellation).ConfigureAwait(false) is not { } declaration)
        {
            return [];
        }

        var text = new LockText(await file.GetTextAsync(cancellation).ConfigureAwait(false));
        string lockName = Path.GetFileName(file.FilePath);
        var remedies = new List<Remedy>();
        if (text.Replace(label, retired) is { } retirement)
        {
            List<Edit> edits = [new Edit(file.Id, retirement), declaration.Rename(name)];
            if (fault.Hint(FixHint.Id) is { } id)
            {
                edits.Add(declaration.PinId(id));
            }

            remedies.Add(new Remedy($"Declare it as the new event '{name}', and retire the old one in {lockName}", nameof(NewPayloadFix), [.. edits]));
        }

        if (fault.Hint(FixHint.Line) is { Length: > 0 } line && text.Replace(label, line) is { } change)
        {
            // Somebody has to know that, each time: it is never done everywhere at once.
            string title = $"Overwrite its line in {lockName}: no trace with the old payload was kept";
            remedies.Add(new Remedy(title, nameof(NewPayloadFix) + ".Overwrite", new Edit(file.Id, change)) { IsForAll = false });
        }

        return remedies;
    }
}
