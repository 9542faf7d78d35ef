namespace Ojo.Interop.Importing;

/// <summary>What to import, and where to.</summary>
public sealed record ImportOptions
{
    /// <summary>The files, in the order in which they are imported.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>The store that they go into, a file or a directory, made where there is none; or null.</summary>
    public string? DatabasePath { get; init; }

    /// <summary>The trace directory that they go into, made where there is none; or null. Exactly one of the two is needed.</summary>
    public string? OutputDirectory { get; init; }

    /// <summary>The format that all files have, as <see cref="IImporter.Format"/> says it; null: each file's content says which.</summary>
    public string? Format { get; init; }

    /// <summary>The formats that are known.</summary>
    public IReadOnlyList<IImporter> Importers { get; init; } = TraceImport.Importers;

    /// <summary>Told now and then how far the import has come, on the thread that imports.</summary>
    public Action<ImportProgress>? Progress { get; init; }
}
