namespace Ojo.Storage.Queries;

/// <summary>What happened to a packet.</summary>
public sealed record PacketLifeQuery
{
    /// <summary>The flow.</summary>
    public required FlowKey Flow { get; init; }

    /// <summary>The packet's number.</summary>
    public required ulong PacketNumber { get; init; }

    /// <summary>The number's space (RFC 9000, section 12.3). Events that say none are in space 0.</summary>
    public ulong Space { get; init; }

    /// <summary>Whether the peer's packet of that number is meant, which this end received or threw away, and not this end's own.</summary>
    public bool IsReceived { get; init; }

    /// <summary>After how long to answer with what has been found until then; null: never.</summary>
    public TimeSpan? TimeLimit { get; init; }
}
