namespace Ojo.Generators.CodeFixes.Fixes;

/// <summary>Gives an event an id that is right: the one that it had, one that is free, or the derived one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PinIdFix), DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)])]
[Shared]
public sealed class PinIdFix : EventCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        IdentityRules.DuplicateId.Id,
        IdentityRules.Collision.Id,
        IdentityRules.ReservedId.Id,
        LockRules.IdChanged.Id,
        LockRules.Reused.Id,
        LockRules.Renamed.Id,
    ];

    internal override async Task<IReadOnlyList<Remedy>> FindAsync(Fault fault, CancellationToken cancellation)
    {
        if (await Declaration.FindAsync(fault, cancellation).ConfigureAwait(false) is not { } declaration)
        {
            return [];
        }

        var remedies = new List<Remedy>();
        if (fault.Hint(FixHint.Unpin) is not null && declaration.LeaveIdOut() is { } edit)
        {
            remedies.Add(new Remedy("Leave the id out: it is derived from the name", nameof(PinIdFix) + ".Derive", edit));
        }

        if (fault.Hint(FixHint.Id) is { } id)
        {
            remedies.Add(new Remedy($"Pin the id {id}", nameof(PinIdFix), declaration.PinId(id)));
        }

        return remedies;
    }
}
