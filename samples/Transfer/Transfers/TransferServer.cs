using Transfer.Connections;
using Transfer.Streams;

namespace Transfer.Transfers;

/// <summary>The server's program: takes uploads and checks them, and answers requests for downloads.</summary>
internal sealed class TransferServer(TransferTotals totals) : IConnectionHandler
{
    public void OnEstablished(Connection connection)
    {
    }

    public void OnStreamsAllowed(Connection connection)
    {
    }

    public IStreamHandler OnStreamAccepted(Connection connection, TransportStream stream) => stream.Id.IsBidirectional
        ? new DownloadResponder((_, fault) => connection.Close(CloseCode.ApplicationError, fault))
        : new ContentReceiver(totals.Complete);

    public void OnClosed(Connection connection)
    {
    }
}
