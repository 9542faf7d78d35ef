namespace Ojo.Generators.CodeFixes.Fixes;

/// <summary>Writes the line that an events.lock lacks, replaces one, or takes a needless one away.</summary>
/// <remarks>A lock may hold what was never declared wrongly; no line of an event that may have been recorded is ever taken away.</remarks>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LockFix), DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)])]
[Shared]
public sealed class LockFix : EventCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        LockRules.Removed.Id,
        LockRules.NotInLock.Id,
        LockRules.Damaged.Id,
        LockRules.TwoLocks.Id,
    ];

    internal override async Task<IReadOnlyList<Remedy>> FindAsync(Fault fault, CancellationToken cancellation)
    {
        if (fault.RuleId == LockRules.Removed.Id && fault.Hint(FixHint.Replacement) is { } retired)
        {
            return [new Remedy("Retire the event in the lock", nameof(LockFix), fault.Edit(fault.Span, retired))];
        }

        if ((fault.RuleId == LockRules.Damaged.Id || fault.RuleId == LockRules.TwoLocks.Id) && fault.Hint(FixHint.Replacement) is not null)
        {
            var own = new LockText(await fault.File.GetTextAsync(cancellation).ConfigureAwait(false));
            return [new Remedy("Remove the line", nameof(LockFix), fault.Edit(own.Remove(fault.Span.Start)))];
        }

        if (fault.Hint(FixHint.Line) is not { } line || fault.Additional(fault.Hint(FixHint.Lock)) is not { } file)
        {
            return [];
        }

        var text = new LockText(await file.GetTextAsync(cancellation).ConfigureAwait(false));
        string name = Path.GetFileName(file.FilePath);
        if (fault.Hint(FixHint.Replaces) is not { } label)
        {
            return [new Remedy($"Add the event to {name}", nameof(LockFix), new Edit(file.Id, text.Insert(line)))];
        }

        string title = $"Bring the event's line in {name} up to date";
        return text.Replace(label, line) is { } change ? [new Remedy(title, nameof(LockFix), new Edit(file.Id, change))] : [];
    }
}
