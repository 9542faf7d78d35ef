namespace Ojo.Catalogue;

/// <summary>One event type as its declaration has it: all that is needed to read, name, draw and query its events.</summary>
public sealed record EventDescriptor
{
    /// <summary>The number in the record.</summary>
    public required uint Id { get; init; }

    /// <summary>The id that the type has where it comes from, if that is another format and the id is none that a record could have; else null.</summary>
    public ulong? WideId { get; init; }

    /// <summary>The wire name, in upper snake case.</summary>
    public required string Name { get; init; }

    /// <summary>Whose event it is.</summary>
    public required string Provider { get; init; }

    /// <summary>The group that it is switched and listed with.</summary>
    public string Category { get; init; } = "General";

    /// <summary>One sentence, or an empty string.</summary>
    public string Description { get; init; } = "";

    /// <summary>How much detail it is.</summary>
    public EventLevel Level { get; init; } = EventLevel.Info;

    /// <summary>What it is to a protocol engineer.</summary>
    public EventRole Role { get; init; }

    /// <summary>How it is drawn where nothing else is asked for.</summary>
    public ChartHint Chart { get; init; }

    /// <summary>Whether its events belong to a flow.</summary>
    public bool Flow { get; init; } = true;

    /// <summary>The version that brought it, or an empty string.</summary>
    public string Since { get; init; } = "";

    /// <summary>The version that retired it: it is declared so that old traces can be read. Empty while it is recorded.</summary>
    public string Retired { get; init; } = "";

    /// <summary>The wire name under which it was first declared and from which an unpinned id comes, or an empty string where that is its name.</summary>
    public string RenamedFrom { get; init; } = "";

    /// <summary>The condition under which the event is a reason for a flight recorder to take a snapshot, as it was declared; empty where it is none.</summary>
    public string SnapshotWhen { get; init; } = "";

    /// <summary>Its fields, in the order in which they are packed.</summary>
    public IReadOnlyList<FieldDescriptor> Fields { get; init; } = [];

    /// <summary>What a store knows the type by.</summary>
    internal ulong StoredId => WideId ?? Id;

    /// <summary>How many 64-bit words the fixed fields take; all but the first are EXTEND records.</summary>
    public int WordCount => Math.Max(1, (Fields.Sum(static f => f.BitWidth) + 63) / 64);
}
