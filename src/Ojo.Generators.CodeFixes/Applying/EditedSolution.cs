namespace Ojo.Generators.CodeFixes.Applying;

/// <summary>Gathers the edits of remedies, of each all or none, and applies them at once.</summary>
/// <param name="solution">What is edited.</param>
internal sealed class EditedSolution(Solution solution)
{
    private readonly Dictionary<DocumentId, List<TextChange>> _changes = [];

    /// <summary>Adds the edits of one remedy, unless one of them is at odds with what another has changed.</summary>
    public void Add(IReadOnlyList<Edit> edits)
    {
        if (edits.Any(IsAtOdds))
        {
            return;
        }

        foreach (Edit edit in edits)
        {
            // Two events of one type both ask that it be partial.
            List<TextChange> changes = ChangesOf(edit.File);
            if (!changes.Contains(edit.Change))
            {
                changes.Add(edit.Change);
            }
        }
    }

    public async Task<Solution> ApplyAsync(CancellationToken cancellation)
    {
        Solution edited = solution;
        foreach (KeyValuePair<DocumentId, List<TextChange>> file in _changes)
        {
            if (FileOf(file.Key) is not { } document)
            {
                continue;
            }

            // Lines that come in at one place of a lock come in sorted.
            IEnumerable<TextChange> ordered = file.Value
                .OrderBy(static change => change.Span.Start)
                .ThenBy(static change => change.Span.Length)
                .ThenBy(static change => change.NewText, StringComparer.Ordinal);
            SourceText text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
            SourceText changed = text.WithChanges(ordered);
            edited = document is Document ? edited.WithDocumentText(file.Key, changed) : edited.WithAdditionalDocumentText(file.Key, changed);
        }

        return edited;
    }

    private TextDocument? FileOf(DocumentId id) => (TextDocument?)solution.GetDocument(id) ?? solution.GetAdditionalDocument(id);

    private bool IsAtOdds(Edit edit) => ChangesOf(edit.File).Exists(other => !other.Equals(edit.Change) && Overlap(other.Span, edit.Change.Span));

    private static bool Overlap(TextSpan left, TextSpan right) =>
        left.OverlapsWith(right)
        || (right.IsEmpty && left.Start < right.Start && right.Start < left.End)
        || (left.IsEmpty && right.Start < left.Start && left.Start < right.End);

    private List<TextChange> ChangesOf(DocumentId file)
    {
        if (!_changes.TryGetValue(file, out List<TextChange>? changes))
        {
            _changes.Add(file, changes = []);
        }

        return changes;
    }
}
