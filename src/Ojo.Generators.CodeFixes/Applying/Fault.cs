namespace Ojo.Generators.CodeFixes.Applying;

/// <summary>A diagnostic and the file that it is in.</summary>
/// <param name="File">The file: a document, or an additional one.</param>
/// <param name="Diagnostic">What is wrong.</param>
internal sealed record Fault(TextDocument File, Diagnostic Diagnostic)
{
    public TextSpan Span => Diagnostic.Location.SourceSpan;

    public string RuleId => Diagnostic.Id;

    /// <summary>What the analyzer says under <paramref name="key"/>; null where it says nothing.</summary>
    public string? Hint(string key) => Diagnostic.Properties.TryGetValue(key, out string? value) ? value : null;

    /// <summary>The innermost <typeparamref name="T"/> around the diagnostic; null where there is none, or where the file is not C#.</summary>
    public async Task<T?> FindAsync<T>(CancellationToken cancellation)
        where T : SyntaxNode
    {
        SyntaxNode? root = File is Document document ? await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) : null;
        return root is not null && root.FullSpan.Contains(Span) ? root.FindNode(Span, getInnermostNodeForTie: true).FirstAncestorOrSelf<T>() : null;
    }

    /// <summary>The file of the same project at <paramref name="path"/>, as a diagnostic names it.</summary>
    public TextDocument? Additional(string? path) => File.Project.AdditionalDocuments.FirstOrDefault(file => file.FilePath == path);

    /// <summary>An edit of the diagnostic's own file.</summary>
    public Edit Edit(TextSpan span, string text) => new(File.Id, new TextChange(span, text));

    /// <inheritdoc cref="Edit(TextSpan, string)"/>
    public Edit Edit(TextChange change) => new(File.Id, change);

    /// <summary>Text that comes in at <paramref name="position"/>.</summary>
    public Edit Insert(int position, string text) => Edit(new TextSpan(position, 0), text);
}
