namespace Ojo.Interop.Importing;

/// <summary>What became of a file that was imported.</summary>
public sealed record ImportedFile
{
    /// <summary>Where it is.</summary>
    public required string Path { get; init; }

    /// <summary>The format that it was read as, or an empty string where it is of none.</summary>
    public string Format { get; init; } = "";

    /// <summary>How many bytes it has on disk.</summary>
    public long Bytes { get; init; }

    /// <summary>How many runs it holds.</summary>
    public int Runs { get; init; }

    /// <summary>How many events of it were added.</summary>
    public long Events { get; init; }

    /// <summary>How many were there already, from an earlier import of the same file.</summary>
    public long KnownEvents { get; init; }

    /// <summary>The first of the things in it that could not be understood and were left out.</summary>
    public IReadOnlyList<ImportProblem> Problems { get; init; } = [];

    /// <summary>How many such things there are.</summary>
    public long ProblemCount { get; init; }

    /// <summary>Why it was not taken in, or not to its end, in a sentence; null where it was.</summary>
    public string? Failure { get; init; }
}
