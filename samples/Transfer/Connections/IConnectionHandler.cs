using Transfer.Streams;

namespace Transfer.Connections;

/// <summary>What a program does with a connection. Called on the event loop's thread.</summary>
internal interface IConnectionHandler
{
    /// <summary>Both sides have said hello: streams may be opened.</summary>
    void OnEstablished(Connection connection);

    /// <summary>The peer allows more streams than before.</summary>
    void OnStreamsAllowed(Connection connection);

    /// <summary>The peer has opened a stream.</summary>
    /// <returns>What is told of the stream's progress.</returns>
    IStreamHandler OnStreamAccepted(Connection connection, TransportStream stream);

    /// <summary>The connection is over, orderly or not: <see cref="Connection.CloseCode"/>.</summary>
    void OnClosed(Connection connection);
}
