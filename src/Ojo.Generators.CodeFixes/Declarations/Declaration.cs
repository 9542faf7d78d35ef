namespace Ojo.Generators.CodeFixes.Declarations;

/// <summary>Finds the declaration that a diagnostic is about.</summary>
internal static class Declaration
{
    /// <summary>The event's declaration at <paramref name="fault"/>; null where none can be found.</summary>
    public static async Task<IDeclaration?> FindAsync(Fault fault, CancellationToken cancellation) => fault.File is Document
        ? await EventMethod.FindAsync(fault, cancellation).ConfigureAwait(false)
        : await YamlEntries.FindAsync(fault, cancellation).ConfigureAwait(false);
}
