using Microsoft.CodeAnalysis.CodeActions;

namespace Ojo.Generators.CodeFixes.Applying;

/// <summary>Puts all diagnostics of a file, a project or a solution right that one remedy is for.</summary>
/// <remarks>The batch fixer that comes with Roslyn merges C# documents only: of events files and locks it would leave all as they are.</remarks>
internal sealed class EverywhereFix : FixAllProvider
{
    public static readonly EverywhereFix Instance = new();

    private EverywhereFix()
    {
    }

    public override Task<CodeAction?> GetFixAsync(FixAllContext context)
    {
        string title = "Put all of " + string.Join(", ", context.DiagnosticIds.OrderBy(static id => id, StringComparer.Ordinal)) + " right";
        return Task.FromResult<CodeAction?>(
            CodeAction.Create(title, cancellation => FixAsync(context.WithCancellationToken(cancellation)), context.CodeActionEquivalenceKey));
    }

    private static async Task<Solution> FixAsync(FixAllContext context)
    {
        var edited = new EditedSolution(context.Solution);
        foreach (Project project in context.Scope == FixAllScope.Solution ? context.Solution.Projects : [context.Project])
        {
            foreach (Diagnostic diagnostic in await DiagnosticsAsync(context, project).ConfigureAwait(false))
            {
                if (FileOf(diagnostic, project) is { } file)
                {
                    await AddAsync(edited, new Fault(file, diagnostic), context).ConfigureAwait(false);
                }
            }
        }

        return await edited.ApplyAsync(context.CancellationToken).ConfigureAwait(false);
    }

    private static async Task AddAsync(EditedSolution edited, Fault fault, FixAllContext context)
    {
        var fix = (EventCodeFix)context.CodeFixProvider;
        IReadOnlyList<Remedy> remedies = await fix.FindAsync(fault, context.CancellationToken).ConfigureAwait(false);
        if (remedies.FirstOrDefault(remedy => remedy.IsForAll && remedy.Key == context.CodeActionEquivalenceKey) is { } chosen)
        {
            edited.Add(await chosen.Edits(context.CancellationToken).ConfigureAwait(false));
        }
    }

    private static async Task<IEnumerable<Diagnostic>> DiagnosticsAsync(FixAllContext context, Project project)
    {
        ImmutableArray<Diagnostic> all = context.Scope == FixAllScope.Document && context.Document is { } document
            ? await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false)
            : await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false);
        return all
            .Where(diagnostic => context.DiagnosticIds.Contains(diagnostic.Id) && !diagnostic.IsSuppressed)
            .OrderBy(static diagnostic => diagnostic.Location.GetLineSpan().Path, StringComparer.Ordinal)
            .ThenBy(static diagnostic => diagnostic.Location.SourceSpan.Start);
    }

    private static TextDocument? FileOf(Diagnostic diagnostic, Project project)
    {
        if (project.GetDocument(diagnostic.Location.SourceTree) is { } document)
        {
            return document;
        }

        string path = diagnostic.Location.GetLineSpan().Path;
        return project.Documents.Concat(project.AdditionalDocuments).FirstOrDefault(file => file.FilePath == path);
    }
}
