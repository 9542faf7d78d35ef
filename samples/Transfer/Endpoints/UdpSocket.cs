using System.Net;
using System.Net.Sockets;

namespace Transfer.Endpoints;

/// <summary>UDP sockets on the loopback interface, as the transport wants them.</summary>
internal static class UdpSocket
{
    private const int BufferSize = 4 * 1024 * 1024;

    /// <summary>Opens a socket on a free port.</summary>
    public static Socket Bind()
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)
        {
            Blocking = false,
            ReceiveBufferSize = BufferSize,
            SendBufferSize = BufferSize,
        };
        if (OperatingSystem.IsWindows())
        {
            // SIO_UDP_CONNRESET: a peer that is gone must not make the next receive fail.
            socket.IOControl(unchecked((int)0x9800000C), [0, 0, 0, 0], null);
        }

        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    /// <summary>Receives the next datagram; false where there is none.</summary>
    public static bool TryReceive(Socket socket, Span<byte> buffer, SocketAddress from, out int size)
    {
        size = 0;
        try
        {
            size = socket.ReceiveFrom(buffer, SocketFlags.None, from);
            return true;
        }
        catch (SocketException)
        {
            // Nothing there after all, or the system reports an earlier datagram's fate, or this one is too large.
            return false;
        }
    }

    /// <summary>Sends a datagram. One that the system has no room for is lost, as it might be anywhere on its way.</summary>
    public static void Send(Socket socket, ReadOnlySpan<byte> datagram, SocketAddress to)
    {
        try
        {
            socket.SendTo(datagram, SocketFlags.None, to);
        }
        catch (SocketException)
        {
            // What is lost is sent again.
        }
    }
}
