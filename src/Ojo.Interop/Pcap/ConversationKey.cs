using System.Net;

namespace Ojo.Interop.Pcap;

/// <summary>Two ends that talk to each other, whichever of them sends.</summary>
/// <param name="Low">The lower of the two addresses.</param>
/// <param name="High">The other.</param>
/// <param name="Ports">The port of the lower one in the upper half, the other's in the lower, and the protocol above both.</param>
internal readonly record struct ConversationKey(UInt128 Low, UInt128 High, ulong Ports)
{
    /// <summary>The key of a packet.</summary>
    /// <param name="packet">What its IP header says.</param>
    /// <param name="from">The sender's port.</param>
    /// <param name="to">The receiver's.</param>
    /// <param name="isFromLow">Whether the lower end sent it.</param>
    public static ConversationKey Of(in IpPacket packet, ushort from, ushort to, out bool isFromLow)
    {
        ulong protocol = (ulong)packet.Protocol << 32;
        isFromLow = packet.Source < packet.Target || (packet.Source == packet.Target && from <= to);
        return isFromLow
            ? new ConversationKey(packet.Source, packet.Target, protocol | ((ulong)from << 16) | to)
            : new ConversationKey(packet.Target, packet.Source, protocol | ((ulong)to << 16) | from);
    }

    public static string TextOf(UInt128 address, ushort port)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, address);
        IPAddress ip = new(bytes);
        return new IPEndPoint(ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip, port).ToString();
    }
}
