namespace Ojo.Interop.Pcap;

/// <summary>A segment in its connection: its numbers count from the connection's first, and do not wrap.</summary>
internal readonly struct TcpSegment
{
    /// <summary>When it was captured.</summary>
    public required long TimeNs { get; init; }

    /// <summary>Its packet's number.</summary>
    public required ulong Number { get; init; }

    /// <summary>Its packet's size.</summary>
    public required uint Size { get; init; }

    public required TcpFlags Flags { get; init; }

    public required long Sequence { get; init; }

    /// <summary>What it acknowledges, in the other direction's numbers; <see cref="TcpDirection.None"/> without.</summary>
    public required long Ack { get; init; }

    /// <summary>Its payload's bytes.</summary>
    public required int Length { get; init; }

    /// <summary>The window as it stands in the header.</summary>
    public required ushort Window { get; init; }

    public required long ScaledWindow { get; init; }

    public bool HasAck => Ack != TcpDirection.None;

    /// <summary>Whether it begins or ends its direction, which counts as one byte more.</summary>
    public bool IsMark => Has(TcpFlags.Syn | TcpFlags.Fin);

    /// <summary>Whether it belongs to the middle of a connection.</summary>
    public bool IsPlain => !Has(TcpFlags.Syn | TcpFlags.Fin | TcpFlags.Rst);

    /// <summary>The number behind its payload.</summary>
    public long PayloadEnd => Sequence + Length;

    /// <summary>The number behind all of it.</summary>
    public long End => PayloadEnd + (IsMark ? 1 : 0);

    public bool Has(TcpFlags flags) => (Flags & flags) != 0;
}
