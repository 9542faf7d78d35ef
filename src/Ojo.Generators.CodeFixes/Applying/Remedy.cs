namespace Ojo.Generators.CodeFixes.Applying;

/// <summary>One way to put a diagnostic right.</summary>
/// <param name="Title">What it does, as a menu shows it.</param>
/// <param name="Key">The same for all remedies that do the same elsewhere; only those can be applied everywhere at once.</param>
/// <param name="Edits">Makes its edits: asked when somebody has chosen it, and not for each menu that shows it.</param>
internal sealed record Remedy(string Title, string Key, Func<CancellationToken, Task<IReadOnlyList<Edit>>> Edits)
{
    /// <summary>A remedy whose edits are known already.</summary>
    public Remedy(string title, string key, params Edit[] edits)
        : this(title, key, _ => Task.FromResult<IReadOnlyList<Edit>>(edits))
    {
    }

    /// <summary>Whether one may want it everywhere without looking at each place.</summary>
    public bool IsForAll { get; init; } = true;
}
