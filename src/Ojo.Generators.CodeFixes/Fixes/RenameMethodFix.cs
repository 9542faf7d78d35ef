using Microsoft.CodeAnalysis.Rename;

namespace Ojo.Generators.CodeFixes.Fixes;

/// <summary>Gives an event method a name that begins with Record, here and where it is called.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RenameMethodFix))]
[Shared]
public sealed class RenameMethodFix : EventCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DeclarationRules.BadMethodName.Id];

    internal override async Task<IReadOnlyList<Remedy>> FindAsync(Fault fault, CancellationToken cancellation)
    {
        if (await EventMethod.FindAsync(fault, cancellation).ConfigureAwait(false) is not { } method || NewName(method.Symbol.Name) is not { } name)
        {
            return [];
        }

        bool isTaken = method.Symbol.ContainingType.GetMembers(name).Length > 0;
        return isTaken ? [] : [new Remedy($"Rename '{method.Symbol.Name}' to '{name}'", nameof(RenameMethodFix), cancelled => RenameAsync(fault, method.Symbol, name, cancelled))];
    }

    /// <summary><c>probeSent</c> and <c>Recordprobe_sent</c> say what happened; <c>Record</c> does not.</summary>
    private static string? NewName(string name)
    {
        const string prefix = "Record";
        string stem = (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? name.Substring(prefix.Length) : name).TrimStart('_');
        return stem.Length == 0 || !char.IsLetter(stem[0]) ? null : prefix + char.ToUpperInvariant(stem[0]) + stem.Substring(1);
    }

    private static async Task<IReadOnlyList<Edit>> RenameAsync(Fault fault, IMethodSymbol method, string name, CancellationToken cancellation)
    {
        Solution before = fault.File.Project.Solution;
        Solution after = await Renamer.RenameSymbolAsync(before, method, new SymbolRenameOptions(), name, cancellation).ConfigureAwait(false);
        var edits = new List<Edit>();
        foreach (DocumentId changed in after.GetChanges(before).GetProjectChanges().SelectMany(static project => project.GetChangedDocuments()))
        {
            IEnumerable<TextChange> changes = await after.GetDocument(changed)!.GetTextChangesAsync(before.GetDocument(changed)!, cancellation).ConfigureAwait(false);
            edits.AddRange(changes.Select(change => new Edit(changed, change)));
        }

        return edits;
    }
}
