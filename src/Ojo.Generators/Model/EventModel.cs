using Ojo.Catalogue;

namespace Ojo.Generators.Model;

/// <summary>An event type as the catalogue knows it, whichever style declared it.</summary>
internal sealed record EventModel
{
    public required string Provider { get; init; }

    /// <summary>The C# namespace of the declaration.</summary>
    public required string Namespace { get; init; }

    public required string Name { get; init; }

    public required uint Id { get; init; }

    public required string Category { get; init; }

    public string Description { get; init; } = "";

    public EventLevel Level { get; init; } = EventLevel.Info;

    public EventRole Role { get; init; }

    public ChartHint Chart { get; init; }

    public bool Flow { get; init; } = true;

    /// <summary>The version that brought it; empty where the declaration does not say.</summary>
    public string Since { get; init; } = "";

    /// <summary>The version that retired it; empty while it is recorded.</summary>
    public string Retired { get; init; } = "";

    /// <summary>The wire name that it was first declared under, from which an unpinned id is derived; empty where that is its name.</summary>
    public string RenamedFrom { get; init; } = "";

    /// <summary>When it is a reason for a snapshot, as it was written; empty where it is none.</summary>
    public string SnapshotWhen { get; init; } = "";

    public bool IsRetired => Retired.Length > 0;

    public EquatableArray<FieldModel> Fields { get; init; }

    /// <summary>The event without what only the catalogue says of it.</summary>
    public EventModel ForRecorders() => this with
    {
        Role = default,
        Chart = default,
        Since = "",
        RenamedFrom = "",
        SnapshotWhen = "",
        Fields = EquatableArray<FieldModel>.From(Fields.Select(static field => field.ForRecorders())),
    };

    /// <summary>The event with nothing but what its view depends on.</summary>
    public EventModel ForViews() => new()
    {
        Provider = Provider,
        Namespace = "",
        Name = Name,
        Id = Id,
        Category = "",
        Fields = EquatableArray<FieldModel>.From(Fields.Select(static field => field.ForViews())),
    };

    /// <summary>The event as the code sees it that generator and runtime share.</summary>
    public EventDescriptor ToDescriptor() => new()
    {
        Id = Id,
        Name = Name,
        Provider = Provider,
        Fields = [.. Fields.Select(static field => field.ToDescriptor())],
    };

    /// <summary>How many 64-bit words the fields take: the head's payload and its EXTEND records.</summary>
    public int WordCount => Fields.Count == 0 ? 1 : Math.Max(1, (Fields[Fields.Count - 1].BitOffset + Fields[Fields.Count - 1].BitWidth + 63) / 64);
}
