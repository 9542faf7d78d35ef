namespace Ojo.Interop.Importing;

/// <summary>What an import did.</summary>
public sealed record ImportSummary
{
    /// <summary>What became of each file, in the order in which they were named.</summary>
    public required IReadOnlyList<ImportedFile> Files { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>How many events were added.</summary>
    public long Events => Files.Sum(static file => file.Events);

    /// <summary>Whether every file was taken in to its end.</summary>
    public bool IsWhole => Files.All(static file => file.Failure is null);
}
