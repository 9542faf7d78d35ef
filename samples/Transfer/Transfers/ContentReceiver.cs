using System.Security.Cryptography;
using Transfer.Streams;

namespace Transfer.Transfers;

/// <summary>Reads a stream to its end and checks that its last bytes are the SHA-256 of those before them.</summary>
internal sealed class ContentReceiver : IStreamHandler, IDisposable
{
    private readonly Action<TransportStream, TransferResult> _completed;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _held;
    private ulong _hashed;
    private bool _done;

    /// <param name="completed">Is told once, when the stream has been read to its end.</param>
    public ContentReceiver(Action<TransportStream, TransferResult> completed) => _completed = completed;

    public void OnReadable(TransportStream stream)
    {
        int read;
        while ((read = stream.Read(_buffer.AsSpan(_held))) > 0)
        {
            Hash(_held + read);
        }

        if (stream.IsFinished && !_done)
        {
            _done = true;
            bool verified = _held == SHA256.HashSizeInBytes && _hash.GetHashAndReset().AsSpan().SequenceEqual(_buffer.AsSpan(0, _held));
            Dispose();
            _completed(stream, new(_hashed, verified));
        }
    }

    public void OnWritable(TransportStream stream)
    {
    }

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();

    /// <summary>Hashes all but the last bytes: those may turn out to be the hash.</summary>
    private void Hash(int available)
    {
        int content = Math.Max(0, available - SHA256.HashSizeInBytes);
        _hash.AppendData(_buffer, 0, content);
        _hashed += (ulong)content;
        _held = available - content;
        _buffer.AsSpan(content, _held).CopyTo(_buffer);
    }
}
