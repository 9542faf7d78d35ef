using System.Buffers.Binary;
using System.ComponentModel;
using System.Net;
using System.Net.Sockets;

namespace Ojo.Catalogue;

/// <summary>Fields of 128 bits as two words and back. Called by generated code.</summary>
/// <remarks>The bytes stand in the trace in the order in which they are sent on a network: the first in the low bits of the first word.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WideField
{
    private const int Bytes = 16;

    /// <summary>The two words of a UUID (RFC 9562).</summary>
    /// <param name="value">The UUID.</param>
    /// <param name="low">Its first eight bytes.</param>
    /// <param name="high">Its last eight bytes.</param>
    public static void Split(Guid value, out ulong low, out ulong high)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        Read(bytes, out low, out high);
    }

    /// <summary>The two words of an address. IPv4 is mapped into IPv6 (RFC 4291, section 2.5.5.2); null is <c>::</c>; a scope id is lost.</summary>
    /// <param name="value">The address, or null.</param>
    /// <param name="low">Its first eight bytes.</param>
    /// <param name="high">Its last eight bytes.</param>
    public static void Split(IPAddress? value, out ulong low, out ulong high)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        bytes.Clear();
        if (value is { AddressFamily: AddressFamily.InterNetwork })
        {
            bytes[10] = bytes[11] = 0xFF;
            value.TryWriteBytes(bytes[12..], out _);
        }
        else
        {
            value?.TryWriteBytes(bytes, out _);
        }

        Read(bytes, out low, out high);
    }

    /// <summary>The UUID of two words.</summary>
    public static Guid ToGuid(ulong low, ulong high)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        Write(bytes, low, high);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The address of two words; one that is mapped into IPv6 as the IPv4 address that it is.</summary>
    public static IPAddress ToAddress(ulong low, ulong high)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        Write(bytes, low, high);
        var address = new IPAddress(bytes);
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }

    private static void Read(ReadOnlySpan<byte> bytes, out ulong low, out ulong high)
    {
        low = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        high = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
    }

    private static void Write(Span<byte> bytes, ulong low, ulong high)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, low);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], high);
    }
}
