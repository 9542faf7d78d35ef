using System.Net.Sockets;

namespace Transfer.Endpoints;

/// <summary>What an <see cref="EventLoop"/> drives. Called on the loop's thread only.</summary>
internal interface ILoopHandler
{
    /// <summary>A datagram waits in a socket.</summary>
    void OnReadable(Socket socket);

    /// <summary>Does what is due, after every datagram, deadline and posted action.</summary>
    /// <returns>When to be called next at the latest; null where only a datagram can bring something to do.</returns>
    TimeSpan? Run(TimeSpan now);
}
