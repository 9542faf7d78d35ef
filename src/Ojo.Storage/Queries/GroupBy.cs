namespace Ojo.Storage.Queries;

/// <summary>One of the things that events are put into groups by.</summary>
public sealed record GroupBy
{
    private GroupBy(GroupKind kind) => Kind = kind;

    /// <summary>By flow.</summary>
    public static GroupBy Flow { get; } = new(GroupKind.Flow);

    /// <summary>By run.</summary>
    public static GroupBy Run { get; } = new(GroupKind.Run);

    /// <summary>By event type.</summary>
    public static GroupBy Type { get; } = new(GroupKind.Type);

    /// <summary>By the event type's category.</summary>
    public static GroupBy Category { get; } = new(GroupKind.Category);

    /// <summary>What it is.</summary>
    public GroupKind Kind { get; }

    /// <summary>The field: <c>space</c>, of every type that has one of this name, or <c>PACKET_SENT_SIZED.space</c>. Empty for all other kinds.</summary>
    public string FieldName { get; private init; } = "";

    /// <summary>How long a stretch of time is, in nanoseconds; the first begins where the selection does. 0 for all other kinds.</summary>
    public long BucketNs { get; private init; }

    /// <summary>By a field's value. An event without the field is in no group.</summary>
    public static GroupBy Field(string name) => new(GroupKind.Field) { FieldName = name };

    /// <summary>By stretches of time of one length.</summary>
    public static GroupBy Time(long bucketNs) => new(GroupKind.Time) { BucketNs = bucketNs };
}
