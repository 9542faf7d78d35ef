using Transfer.Connections;
using Transfer.FlowControl;
using Transfer.Ranges;

namespace Transfer.Streams;

/// <summary>The receiving half of a stream: puts pieces that come in any order together again (RFC 9000, sections 2.2 and 3.2).</summary>
internal sealed class ReceiveStream(int windowSize)
{
    private readonly RingBuffer _buffer = new(windowSize);
    private readonly RangeSet _received = new();
    private ulong _read;
    private ulong? _finalSize;

    /// <summary>What the peer may send on this stream.</summary>
    public ReceiveWindow Window { get; } = new((ulong)windowSize);

    /// <summary>How many bytes can be read now.</summary>
    public int Readable => _received.Count > 0 && _received[0].Start == 0 ? (int)(_received[0].End - _read) : 0;

    /// <summary>Whether everything has been read, up to the end of the stream.</summary>
    public bool IsFinished => _finalSize == _read;

    /// <summary>Takes in a piece; one that is known already is no fault.</summary>
    /// <param name="offset">Where in the stream it begins.</param>
    /// <param name="bytes">The piece.</param>
    /// <param name="fin">Whether the stream ends after it.</param>
    /// <param name="connection">The connection's window, which all streams share.</param>
    /// <returns><see cref="CloseCode.None"/>, or what the peer has done wrong.</returns>
    public CloseCode Receive(ulong offset, ReadOnlySpan<byte> bytes, bool fin, ReceiveWindow connection)
    {
        ulong end = offset + (ulong)bytes.Length;
        if (end > _finalSize || (fin && (end < Window.Received || (_finalSize ?? end) != end)))
        {
            return CloseCode.FinalSizeError;
        }

        ulong beyond = end > Window.Received ? end - Window.Received : 0;
        if (!Window.TryReceive(beyond) || !connection.TryReceive(beyond))
        {
            return CloseCode.FlowControlError;
        }

        if (fin)
        {
            _finalSize = end;
        }

        if (end > _read && _received.Add(offset, end) > 0)
        {
            // What has been read may have been overwritten by later bytes: it must not come back.
            int known = offset < _read ? (int)(_read - offset) : 0;
            _buffer.Write(offset + (ulong)known, bytes[known..]);
        }

        return CloseCode.None;
    }

    /// <summary>Reads what is there in order.</summary>
    /// <param name="destination">Gets the bytes.</param>
    /// <param name="connection">The connection's window, which gets its room back.</param>
    /// <returns>How many bytes were read.</returns>
    public int Read(Span<byte> destination, ReceiveWindow connection)
    {
        int length = Math.Min(destination.Length, Readable);
        _buffer.Read(_read, destination[..length]);
        _read += (ulong)length;
        Window.Consume((ulong)length);
        connection.Consume((ulong)length);
        return length;
    }
}
