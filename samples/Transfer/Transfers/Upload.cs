using Transfer.Streams;

namespace Transfer.Transfers;

/// <summary>A client's end of an upload: done when the server has acknowledged the last byte.</summary>
internal sealed class Upload(ulong size, ulong seed, Action completed) : IStreamHandler, IDisposable
{
    private readonly ContentSender _sender = new(size, seed);
    private bool _done;

    public void OnWritable(TransportStream stream)
    {
        if (!_done && stream.Sending!.IsDelivered)
        {
            _done = true;
            completed();
        }
        else if (!_done)
        {
            _sender.OnWritable(stream);
        }
    }

    public void OnReadable(TransportStream stream)
    {
    }

    /// <inheritdoc/>
    public void Dispose() => _sender.Dispose();
}
