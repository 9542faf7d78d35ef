using Transfer.Streams;

namespace Transfer.Transfers;

/// <summary>A client's end of a download: writes the request, then checks what comes back.</summary>
internal sealed class Download : IStreamHandler, IDisposable
{
    private readonly DownloadRequest _request;
    private readonly ContentReceiver _receiver;
    private bool _requested;

    public Download(ulong size, ulong seed, Action<TransportStream, TransferResult> completed)
    {
        _request = new(size, seed);
        _receiver = new ContentReceiver((stream, result) => completed(stream, result with { Verified = result.Verified && result.Bytes == size }));
    }

    public void OnWritable(TransportStream stream)
    {
        if (!_requested)
        {
            _requested = true;
            Span<byte> bytes = stackalloc byte[DownloadRequest.ByteSize];
            _request.Write(bytes);
            stream.Write(bytes);
            stream.Finish();
        }
    }

    public void OnReadable(TransportStream stream) => _receiver.OnReadable(stream);

    /// <inheritdoc/>
    public void Dispose() => _receiver.Dispose();
}
