using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Ojo.Explorer.Hosting;

/// <summary>Where the explorer listens.</summary>
/// <param name="Ip">The address.</param>
/// <param name="Port">The port; 0 takes a free one.</param>
internal readonly record struct ListenAddress(IPAddress Ip, int Port)
{
    /// <summary>Whether only this machine can reach it.</summary>
    public bool IsLoopback => IPAddress.IsLoopback(Ip);

    /// <summary>The address as a browser takes it.</summary>
    /// <param name="isEncrypted">Whether it is served with a certificate.</param>
    public Uri ToUri(bool isEncrypted = false) => new(string.Create(CultureInfo.InvariantCulture,
        $"{(isEncrypted ? "https" : "http")}://{(Ip.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{Ip}]" : Ip.ToString())}:{Port}"));

    /// <summary>Reads an IP address, a name of this machine, or <c>*</c>.</summary>
    /// <exception cref="ArgumentException">The host or the port is neither.</exception>
    public static ListenAddress Parse(string host, int port)
    {
        if (port is < 0 or > ushort.MaxValue)
        {
            throw new ArgumentException($"The port must be from 0 to 65535, not {port}.", nameof(port));
        }

        return new ListenAddress(Resolve(host), port);
    }

    private static IPAddress Resolve(string host)
    {
        if (host == "*")
        {
            return IPAddress.Any;
        }

        if (string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase))
        {
            return IPAddress.Loopback;
        }

        if (IPAddress.TryParse(host, out IPAddress? address))
        {
            return address;
        }

        try
        {
            return Dns.GetHostAddresses(host)[0];
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException or IndexOutOfRangeException)
        {
            throw new ArgumentException($"The host '{host}' is not an address of this machine. Give an IP address, localhost, or * for every address.", nameof(host), exception);
        }
    }
}
