using Ojo.Catalogue;

namespace Ojo.Interop.Importing;

/// <summary>What is known of a run when its import begins.</summary>
public sealed record ImportedRunStart
{
    /// <summary>What recorded it: the implementation's name, or that of the file.</summary>
    public required string Service { get; init; }

    /// <summary>Where: a host's name, an address, or an empty string.</summary>
    public string Host { get; init; } = "";

    /// <summary>When the run started, Unix time in nanoseconds: the zero that its events' times count from.</summary>
    public required long StartUnixNs { get; init; }

    /// <summary>What its event types mean. Those of Ojo itself are known anyway and need not be among them.</summary>
    public required IReadOnlyList<EventDescriptor> Events { get; init; }

    /// <summary>Tells it from the other runs of its file; the same whenever the file is imported.</summary>
    public int Number { get; init; }

    /// <summary>
    /// What tells the run from others where several files are of one: the same number for each of them. Null: the file is all there is of its runs.
    /// </summary>
    public ulong? Identity { get; init; }

    /// <summary>What the times were read from, in a word: the name of the format where that does not say.</summary>
    public required string Clock { get; init; }
}
