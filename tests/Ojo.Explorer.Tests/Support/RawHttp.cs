using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Ojo.Explorer.Tests.Support;

/// <summary>Sends bytes that no HTTP client would.</summary>
internal static class RawHttp
{
    /// <summary>Everything that comes back until the server closes, and its status; 0 where it closed without a word.</summary>
    public static async Task<(int Status, string Text)> SendAsync(Uri address, string request)
    {
        using TcpClient client = await ConnectAsync(address);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        string text = await ReadToEndAsync(stream);
        return (text.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) ? int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture) : 0, text);
    }

    public static async Task<TcpClient> ConnectAsync(Uri address)
    {
        TcpClient client = new();
        await client.ConnectAsync("127.0.0.1", address.Port);
        return client;
    }

    /// <summary>What comes until the server closes, whichever way it does.</summary>
    public static async Task<string> ReadToEndAsync(NetworkStream stream)
    {
        using MemoryStream all = new();
        try
        {
            await stream.CopyToAsync(all).WaitAsync(TimeSpan.FromMinutes(1));
        }
        catch (IOException)
        {
            // Reset: what has come has come.
        }

        return Encoding.UTF8.GetString(all.ToArray());
    }
}
