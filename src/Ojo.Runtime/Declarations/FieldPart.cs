namespace Ojo;

/// <summary>What a field is to its event's role.</summary>
public enum FieldPart
{
    /// <summary>Nothing that a role knows.</summary>
    None,

    /// <summary>The packet's number.</summary>
    PacketNumber,

    /// <summary>The packet number space (RFC 9000, section 12.3).</summary>
    Space,

    /// <summary>The packet's size in bytes.</summary>
    Size,

    /// <summary>The stream's id.</summary>
    StreamId,

    /// <summary>Where in the stream the data begins, in bytes.</summary>
    Offset,

    /// <summary>How many bytes.</summary>
    Length,

    /// <summary>The value that the role is about: the window, the limit, the rate, the state.</summary>
    Value,

    /// <summary>The newest round-trip time sample.</summary>
    Latest,

    /// <summary>The smoothed round-trip time (RFC 9002, section 5.3).</summary>
    Smoothed,

    /// <summary>The smallest round-trip time seen (RFC 9002, section 5.2).</summary>
    Min,

    /// <summary>The round-trip time's variation (RFC 9002, section 5.3).</summary>
    Variance,

    /// <summary>Why it happened.</summary>
    Reason,
}
