using Transfer.Streams;

namespace Transfer.Transfers;

/// <summary>A server's end of a download: reads the request, then sends what it asks for.</summary>
internal sealed class DownloadResponder(Action<TransportStream, string> refuse) : IStreamHandler
{
    private readonly byte[] _request = new byte[DownloadRequest.ByteSize];
    private int _read;

    public void OnReadable(TransportStream stream)
    {
        _read += stream.Read(_request.AsSpan(_read));
        if (_read < _request.Length)
        {
            if (stream.IsFinished)
            {
                refuse(stream, $"A request has {DownloadRequest.ByteSize} bytes; this one ended after {_read}.");
            }

            return;
        }

        DownloadRequest request = DownloadRequest.Read(_request);
        if (request.Size > DownloadRequest.MaxContent)
        {
            refuse(stream, $"A request may ask for {DownloadRequest.MaxContent} bytes at most; this one asks for {request.Size}.");
            return;
        }

        stream.Handler = new ContentSender(request.Size, request.Seed);
        stream.Handler.OnWritable(stream);
    }

    public void OnWritable(TransportStream stream)
    {
    }
}
