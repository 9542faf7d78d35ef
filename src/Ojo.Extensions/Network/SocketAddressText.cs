using System.Globalization;
using System.Net.Sockets;

namespace Ojo.Extensions;

/// <summary>Reads an address as event sources write it, <c>InterNetwork:16:{31,144,127,0,0,1,…}</c>: the bytes of a sockaddr.</summary>
internal static class SocketAddressText
{
    /// <summary>How much room <see cref="Read"/> needs at most.</summary>
    public const int MostCharacters = 64;

    private const int PortBytes = 2;
    private const int FlowInfoBytes = 4;

    /// <summary>The address and the port as people write them, <c>127.0.0.1:8080</c>; another family's as it came.</summary>
    /// <param name="address">What was written.</param>
    /// <param name="buffer">Where the text is made; what is returned may be a part of it.</param>
    public static ReadOnlySpan<char> Read(string? address, Span<char> buffer)
    {
        ReadOnlySpan<char> text = address;
        int brace = text.IndexOf('{');
        Span<byte> bytes = stackalloc byte[PortBytes + FlowInfoBytes + 16];
        if (text.StartsWith(nameof(AddressFamily.InterNetworkV6) + ":", StringComparison.Ordinal))
        {
            return brace > 0 && TryReadBytes(text[(brace + 1)..], bytes) && TryWriteV6(bytes, buffer, out int written) ? buffer[..written] : text;
        }

        if (text.StartsWith(nameof(AddressFamily.InterNetwork) + ":", StringComparison.Ordinal))
        {
            bytes = bytes[..(PortBytes + 4)];
            return brace > 0 && TryReadBytes(text[(brace + 1)..], bytes) && TryWriteV4(bytes[PortBytes..], Port(bytes), buffer, out int written)
                ? buffer[..written]
                : text;
        }

        return text;
    }

    private static int Port(ReadOnlySpan<byte> bytes) => (bytes[0] << 8) | bytes[1];

    private static bool TryReadBytes(ReadOnlySpan<char> list, Span<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            int end = list.IndexOfAny(',', '}');
            if (end < 0 || !byte.TryParse(list[..end], NumberStyles.None, CultureInfo.InvariantCulture, out bytes[i]))
            {
                return false;
            }

            list = list[(end + 1)..];
        }

        return true;
    }

    /// <summary>Writes <c>192.0.2.1:443</c>.</summary>
    /// <remarks>Not as an interpolated string: that boxes each number until it has been compiled a second time.</remarks>
    private static bool TryWriteV4(ReadOnlySpan<byte> address, int port, Span<char> buffer, out int written)
    {
        written = 0;
        for (int part = 0; part < 4; part++)
        {
            address[part].TryFormat(buffer[written..], out int digits, default, CultureInfo.InvariantCulture);
            written += digits;
            buffer[written++] = part < 3 ? '.' : ':';
        }

        bool isWritten = port.TryFormat(buffer[written..], out int last, default, CultureInfo.InvariantCulture);
        written += last;
        return isWritten;
    }

    /// <summary>Writes <c>[2001:db8::1]:443</c>; the longest run of zeros is left out (RFC 5952, section 4.2), and an IPv4 address is one.</summary>
    private static bool TryWriteV6(ReadOnlySpan<byte> bytes, Span<char> buffer, out int written)
    {
        ReadOnlySpan<byte> address = bytes[(PortBytes + FlowInfoBytes)..];
        written = 0;
        if (address[..10].IndexOfAnyExcept((byte)0) < 0 && address[10] == 0xFF && address[11] == 0xFF)
        {
            return TryWriteV4(address[12..], Port(bytes), buffer, out written);
        }

        (int first, int length) = LongestZeros(address);
        buffer[written++] = '[';
        for (int group = 0; group < 8; group++)
        {
            if (group == first)
            {
                buffer[written++] = ':';
                buffer[written++] = ':';
                group += length - 1;
                continue;
            }

            if (group > 0 && group != first + length)
            {
                buffer[written++] = ':';
            }

            int value = (address[2 * group] << 8) | address[(2 * group) + 1];
            value.TryFormat(buffer[written..], out int digits, "x", CultureInfo.InvariantCulture);
            written += digits;
        }

        buffer[written++] = ']';
        buffer[written++] = ':';
        bool isWritten = Port(bytes).TryFormat(buffer[written..], out int last, default, CultureInfo.InvariantCulture);
        written += last;
        return isWritten;
    }

    private static (int First, int Length) LongestZeros(ReadOnlySpan<byte> address)
    {
        // A single group of zeros is written as it is.
        (int First, int Length) longest = (-1, 1);
        for (int group = 0; group < 8; group++)
        {
            int end = group;
            while (end < 8 && address[2 * end] == 0 && address[(2 * end) + 1] == 0)
            {
                end++;
            }

            if (end - group > longest.Length)
            {
                longest = (group, end - group);
            }

            group = Math.Max(group, end);
        }

        return longest;
    }
}
