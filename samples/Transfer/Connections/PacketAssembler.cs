using Ojo;
using Transfer.FlowControl;
using Transfer.Recovery;
using Transfer.Streams;
using Transfer.Wire;

namespace Transfer.Connections;

/// <summary>Fills packets: an acknowledgement first, then control frames, then as much of the streams as there is room for.</summary>
internal sealed class PacketAssembler(
    ReceivedPackets received, ControlQueue control, StreamSet streams, SendLimit sendLimit, ReceiveWindow receiveWindow, HelloFrame hello,
    Tracer? tracer)
{
    private readonly List<SentFrame> _carried = [];
    private readonly List<ulong> _repaired = [];

    /// <summary>The lost packets whose content the packet that was assembled last carries.</summary>
    public IReadOnlyList<ulong> Repaired => _repaired;

    /// <summary>Fills a packet.</summary>
    /// <param name="datagram">Gets the packet.</param>
    /// <param name="header">Its header.</param>
    /// <param name="ackOnly">Whether nothing may go in that counts as in flight.</param>
    /// <param name="ackWanted">Whether to ask the peer for an acknowledgement in any case.</param>
    /// <param name="now">The time.</param>
    /// <returns>The packet; null where there was nothing to put into it.</returns>
    public SentPacket? TryAssemble(Span<byte> datagram, in PacketHeader header, bool ackOnly, bool ackWanted, TimeSpan now)
    {
        _carried.Clear();
        _repaired.Clear();
        ByteWriter writer = new(datagram[..(Packet.MaxSize - Packet.ChecksumSize)]);
        header.Write(ref writer);
        bool acked = received.TryWriteAck(ref writer, now);
        if (!ackOnly)
        {
            WriteControlFrames(ref writer);
            WriteStreamFrames(ref writer);
            if (ackWanted && _carried.Count == 0)
            {
                new ControlFrame(FrameType.Ping).Write(ref writer);
                _carried.Add(new(FrameType.Ping));
            }
        }

        if (!acked && _carried.Count == 0)
        {
            return null;
        }

        if (header.Type == PacketType.Hello)
        {
            // A path that does not carry full packets shows at once, and nobody gets an answer larger than the question.
            writer.Reserve(writer.Room).Clear();
        }

        int size = writer.Written + Packet.ChecksumSize;
        Packet.Seal(datagram[..size]);
        return new SentPacket(header.Number, now, size, AckEliciting: _carried.Count > 0, [.. _carried]);
    }

    private void WriteControlFrames(ref ByteWriter writer)
    {
        while (control.TryPeek(out ControlQueue.Entry entry))
        {
            int needed = entry.Type == FrameType.Hello ? HelloFrame.MaxSize : ControlFrame.MaxSize;
            if (writer.Room < needed)
            {
                return;
            }

            control.Remove();
            if (TryWrite(ref writer, entry))
            {
                Carry(new(entry.Type, entry.StreamId), entry.LostPacket);
            }
        }
    }

    /// <summary>Writes a frame with its newest value; false where it has become pointless because its stream is over.</summary>
    private bool TryWrite(ref ByteWriter writer, ControlQueue.Entry entry)
    {
        if (entry.Type == FrameType.Hello)
        {
            hello.Write(ref writer);
            return true;
        }

        ulong? limit = entry.Type switch
        {
            FrameType.MaxData => receiveWindow.Limit,
            FrameType.MaxStreams => streams.AcceptWindow.Limit,
            FrameType.DataBlocked => sendLimit.Limit,
            FrameType.MaxStreamData => streams.TryGet(entry.StreamId, out TransportStream? stream) ? stream.Receiving?.Window.Limit : null,
            FrameType.StreamDataBlocked => streams.TryGet(entry.StreamId, out TransportStream? stream) ? stream.Sending?.Limit.Limit : null,
            _ => 0,
        };
        if (limit is { } value)
        {
            new ControlFrame(entry.Type, entry.StreamId, value).Write(ref writer);
        }

        return limit is not null;
    }

    private void WriteStreamFrames(ref ByteWriter writer)
    {
        while (streams.TryTakeTurn(sendLimit.Available, out TransportStream? stream))
        {
            SendStream sending = stream.Sending!;
            int room = writer.Room - StreamFrame.Overhead(stream.Id.Value, VarInt.MaxValue);
            if (room <= 0 || !sending.TryTake(room, sendLimit, out StreamChunk chunk))
            {
                return;
            }

            Span<byte> bytes = StreamFrame.Write(ref writer, stream.Id.Value, chunk.Offset, chunk.Length, chunk.Fin);
            sending.Read(chunk.Offset, bytes);
            FrameType type = chunk.Fin ? FrameType.StreamFin : FrameType.Stream;
            Carry(new(type, stream.Id.Value, chunk.Offset, chunk.Length), chunk.LostPacket);
            tracer.RecordStreamDataSent(stream.FlowId, stream.Id.Value, chunk.Offset, (uint)chunk.Length);
            if (chunk.Fin)
            {
                tracer.RecordStreamFinSent(stream.FlowId, stream.Id.Value);
            }
        }
    }

    private void Carry(SentFrame frame, ulong? lostPacket)
    {
        _carried.Add(frame);
        if (lostPacket is { } number && !_repaired.Contains(number))
        {
            _repaired.Add(number);
        }
    }
}
