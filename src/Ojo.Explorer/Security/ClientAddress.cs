using System.Net;
using System.Net.Sockets;

namespace Ojo.Explorer.Security;

/// <summary>Whom limits count for: the address that a connection comes from.</summary>
/// <remarks>What a proxy says of whom it speaks for is not believed: anybody can say it.</remarks>
internal static class ClientAddress
{
    // Whoever has an IPv6 address at all has this many bits of them to choose from.
    private const int OwnBytes = 8;

    /// <summary>The address that stands for a client: an IPv4 address, or the network that an IPv6 address is in.</summary>
    public static IPAddress Of(IPAddress? address)
    {
        if (address is null)
        {
            return IPAddress.None;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address))
        {
            return address;
        }

        byte[] bytes = address.GetAddressBytes();
        Array.Clear(bytes, OwnBytes, bytes.Length - OwnBytes);
        return new IPAddress(bytes);
    }
}
