namespace Ojo.Generators.CodeFixes.Fixes;

/// <summary>Says of an event under which name it was first declared, so that it keeps its id.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RenamedFromFix), DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)])]
[Shared]
public sealed class RenamedFromFix : EventCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [LockRules.IdChanged.Id, LockRules.Renamed.Id];

    internal override async Task<IReadOnlyList<Remedy>> FindAsync(Fault fault, CancellationToken cancellation)
    {
        // An id that is pinned and should not be goes first: without it, the name is what is left to say.
        bool isPinned = fault.RuleId == LockRules.IdChanged.Id && fault.Hint(FixHint.Unpin) is not null;
        if (isPinned
            || fault.Hint(FixHint.RenamedFrom) is not { } name
            || await Declaration.FindAsync(fault, cancellation).ConfigureAwait(false) is not { } declaration)
        {
            return [];
        }

        var edits = new List<Edit> { declaration.SayRenamedFrom(name) };
        if (fault.Hint(FixHint.Line) is { } line && fault.Hint(FixHint.Replaces) is { } label && fault.Additional(fault.Hint(FixHint.Lock)) is { } file)
        {
            var text = new LockText(await file.GetTextAsync(cancellation).ConfigureAwait(false));
            if (text.Replace(label, line) is { } change)
            {
                edits.Add(new Edit(file.Id, change));
            }
        }

        return [new Remedy($"Say that it was renamed from '{name}'", nameof(RenamedFromFix), [.. edits])];
    }
}
