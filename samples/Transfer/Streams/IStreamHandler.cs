namespace Transfer.Streams;

/// <summary>What a program does with a stream. Called on the event loop's thread, after each packet that changed something.</summary>
internal interface IStreamHandler
{
    /// <summary>There are bytes to read, or the end has come.</summary>
    void OnReadable(TransportStream stream);

    /// <summary>There is room to write.</summary>
    void OnWritable(TransportStream stream);
}
