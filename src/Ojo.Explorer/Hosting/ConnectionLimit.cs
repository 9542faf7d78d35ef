using System.Net;
using Microsoft.AspNetCore.Connections;
using Ojo.Explorer.Security;

namespace Ojo.Explorer.Hosting;

/// <summary>Leaves connections for others: one address has only so many of those there are.</summary>
internal sealed class ConnectionLimit(int mostOfOne)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, int> _open = [];

    /// <summary>Closes a connection at once where its address has as many as it may.</summary>
    public ConnectionDelegate Before(ConnectionDelegate next) => async connection =>
    {
        IPAddress client = ClientAddress.Of((connection.RemoteEndPoint as IPEndPoint)?.Address);
        if (!TryEnter(client))
        {
            connection.Abort();
            return;
        }

        try
        {
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            Leave(client);
        }
    };

    private bool TryEnter(IPAddress client)
    {
        lock (_lock)
        {
            int open = _open.GetValueOrDefault(client);
            if (open >= mostOfOne)
            {
                return false;
            }

            _open[client] = open + 1;
            return true;
        }
    }

    private void Leave(IPAddress client)
    {
        lock (_lock)
        {
            if (--_open[client] == 0)
            {
                _open.Remove(client);
            }
        }
    }
}
