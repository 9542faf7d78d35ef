using Microsoft.CodeAnalysis.CodeActions;

namespace Ojo.Generators.CodeFixes.Applying;

/// <summary>What every code fix is made of: it says how a diagnostic is put right, in one place or everywhere.</summary>
/// <remarks>
/// Fixes edit text rather than syntax: events files and locks have no other, and what a fix does not mean to change stays
/// as it was, comments and all.
/// </remarks>
public abstract class EventCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => EverywhereFix.Instance;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Solution solution = context.TextDocument.Project.Solution;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            var fault = new Fault(context.TextDocument, diagnostic);
            foreach (Remedy remedy in await FindAsync(fault, context.CancellationToken).ConfigureAwait(false))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(remedy.Title, cancellation => ApplyAsync(solution, remedy, cancellation), remedy.Key), diagnostic);
            }
        }
    }

    /// <summary>The ways to put <paramref name="fault"/> right, the best first; none where nobody but its author can know.</summary>
    internal abstract Task<IReadOnlyList<Remedy>> FindAsync(Fault fault, CancellationToken cancellation);

    private static async Task<Solution> ApplyAsync(Solution solution, Remedy remedy, CancellationToken cancellation)
    {
        var edited = new EditedSolution(solution);
        edited.Add(await remedy.Edits(cancellation).ConfigureAwait(false));
        return await edited.ApplyAsync(cancellation).ConfigureAwait(false);
    }
}
