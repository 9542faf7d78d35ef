using Transfer.FlowControl;
using Transfer.Ranges;

namespace Transfer.Streams;

/// <summary>The sending half of a stream: keeps what was written until the peer has it (RFC 9000, sections 2.2 and 3.1).</summary>
internal sealed class SendStream(int bufferSize)
{
    private readonly RingBuffer _buffer = new(bufferSize);
    private readonly RangeSet _acked = new();
    private readonly Queue<(NumberRange Bytes, ulong? LostPacket)> _again = new();
    private (bool Due, ulong? LostPacket) _finAgain;
    private ulong _written;
    private bool _finished;
    private bool _finSent;

    /// <summary>What the peer lets this stream send.</summary>
    public SendLimit Limit { get; } = new();

    /// <summary>How many bytes <see cref="Write"/> would take now.</summary>
    public int Room => _finished ? 0 : _buffer.Capacity - (int)(_written - AckedUpTo);

    /// <summary>Whether the peer has everything, the end included.</summary>
    public bool IsDelivered { get; private set; }

    /// <summary>Whether there is something to send again.</summary>
    public bool HasAgain => _again.Count > 0 || _finAgain.Due;

    /// <summary>How many bytes have been written and never sent.</summary>
    public ulong Unsent => _written - Limit.Sent;

    /// <summary>Whether something may be sent now: something again, the end, or new data that both limits allow.</summary>
    public bool CanSend(ulong connectionCredit) =>
        HasAgain || Math.Min(Math.Min(Unsent, Limit.Available), connectionCredit) > 0 || (FinIsDue && Unsent == 0);

    private ulong AckedUpTo => _acked.Count > 0 && _acked[0].Start == 0 ? _acked[0].End : 0;

    private bool FinIsDue => _finished && !_finSent;

    /// <summary>Takes as many bytes as there is room for.</summary>
    /// <returns>How many it took.</returns>
    public int Write(ReadOnlySpan<byte> bytes)
    {
        int length = Math.Min(bytes.Length, Room);
        _buffer.Write(_written, bytes[..length]);
        _written += (ulong)length;
        return length;
    }

    /// <summary>Ends the stream after what has been written.</summary>
    public void Finish() => _finished = true;

    /// <summary>Takes the next piece to send: first what goes out again, then what is new.</summary>
    /// <param name="maxLength">How many bytes there is room for.</param>
    /// <param name="connection">The connection's limit, from which new bytes are taken.</param>
    /// <param name="chunk">The piece; its bytes are read with <see cref="Read"/>.</param>
    public bool TryTake(int maxLength, SendLimit connection, out StreamChunk chunk) =>
        TryTakeAgain(maxLength, out chunk) || TryTakeNew(maxLength, connection, out chunk);

    public void Read(ulong offset, Span<byte> destination) => _buffer.Read(offset, destination);

    /// <summary>The peer has a piece.</summary>
    public void OnAcked(ulong offset, int length, bool fin)
    {
        _acked.Add(offset, offset + (ulong)length);
        FinAcked |= fin;
        IsDelivered = FinAcked && AckedUpTo == _written;
    }

    /// <summary>Whether the peer is known to have the end of the stream.</summary>
    public bool FinAcked { get; private set; }

    /// <summary>A piece is to be sent again, as far as the peer does not have it by another packet.</summary>
    /// <param name="offset">Where it begins.</param>
    /// <param name="length">How many bytes it has.</param>
    /// <param name="fin">Whether the stream ends after it.</param>
    /// <param name="lostPacket">The packet that carried it and was lost; null where it is only a probe's content.</param>
    public void SendAgain(ulong offset, int length, bool fin, ulong? lostPacket)
    {
        if (length > 0)
        {
            _again.Enqueue((new(offset, offset + (ulong)length), lostPacket));
        }

        if (fin && !FinAcked)
        {
            _finAgain = (true, lostPacket);
        }
    }

    private bool TryTakeAgain(int maxLength, out StreamChunk chunk)
    {
        while (maxLength > 0 && _again.TryDequeue(out (NumberRange Bytes, ulong? LostPacket) again))
        {
            // Another packet may have brought it since, and its room in the buffer may hold other bytes by now.
            NumberRange missing = _acked.Missing(again.Bytes).FirstOrDefault();
            if (missing.Length == 0)
            {
                continue;
            }

            ulong end = Math.Min(missing.End, missing.Start + (ulong)maxLength);
            if (end < again.Bytes.End)
            {
                // The lost packet's repair has begun with this piece: the rest is not another one.
                _again.Enqueue((new(end, again.Bytes.End), null));
            }

            bool fin = _finAgain.Due && end == _written;
            _finAgain = fin ? default : _finAgain;
            chunk = new(missing.Start, (int)(end - missing.Start), fin, again.LostPacket);
            return true;
        }

        bool due = _again.Count == 0 && _finAgain.Due && !FinAcked;
        chunk = new(_written, 0, Fin: true, _finAgain.LostPacket);
        _finAgain = _again.Count == 0 ? default : _finAgain;
        return due;
    }

    private bool TryTakeNew(int maxLength, SendLimit connection, out StreamChunk chunk)
    {
        ulong allowed = Math.Min(Math.Min(Unsent, Limit.Available), connection.Available);
        int length = (int)Math.Min(allowed, (ulong)maxLength);
        bool fin = FinIsDue && Unsent == (ulong)length;
        chunk = new(Limit.Sent, length, fin, LostPacket: null);
        Limit.Spend((ulong)length);
        connection.Spend((ulong)length);
        _finSent |= fin;
        return length > 0 || fin;
    }
}
