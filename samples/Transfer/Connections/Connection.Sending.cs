using Ojo;
using Transfer.Recovery;
using Transfer.Streams;
using Transfer.Wire;

namespace Transfer.Connections;

/// <content>What goes out: when a packet may be sent, what it carries, and what becomes of that.</content>
internal sealed partial class Connection : IRecoveryHandler
{
    private bool HasContent => _control.Count > 0 || _streams.CanSend(_sendLimit.Available);

    /// <summary>Writes the next datagram that is to be sent now.</summary>
    /// <param name="datagram">Room for <see cref="Packet.MaxSize"/> bytes.</param>
    /// <param name="now">The time.</param>
    /// <param name="size">How many bytes were written.</param>
    /// <returns>False where there is nothing to send now.</returns>
    public bool TryWriteDatagram(Span<byte> datagram, TimeSpan now, out int size)
    {
        size = 0;
        _now = now;
        _pacedUntil = null;
        if (State == ConnectionState.Closed)
        {
            return false;
        }

        if (_closing is not null)
        {
            return TryWriteClose(datagram, now, out size);
        }

        NoteLimits();
        bool probing = _recovery.ProbesDue > 0;
        if (probing && !HasContent)
        {
            QueueProbeContent();
        }

        bool mayCarry = probing || MaySend(now);
        if (!mayCarry && !_received.IsAckDue(now))
        {
            return false;
        }

        SentPacket? packet = _assembler.TryAssemble(datagram, NextHeader(), ackOnly: !mayCarry, ackWanted: probing, now);
        if (packet is null)
        {
            return false;
        }

        size = packet.Size;
        OnSent(packet, probing && packet.AckEliciting ? ReasonFor(packet) : null, now);
        return true;
    }

    void IRecoveryHandler.OnPacketAcked(SentPacket packet)
    {
        foreach (SentFrame frame in packet.Frames)
        {
            _helloAcked |= frame.Type == FrameType.Hello;
            if (frame.IsStream && _streams.TryGet(frame.StreamId, out TransportStream? stream))
            {
                OnStreamAcked(stream, frame);
            }
        }
    }

    void IRecoveryHandler.OnPacketLost(SentPacket packet)
    {
        _context.Counters.CountLost();
        foreach (SentFrame frame in packet.Frames)
        {
            SendAgain(frame, packet.Number);
        }
    }

    private void OnStreamAcked(TransportStream stream, SentFrame frame)
    {
        SendStream sending = stream.Sending!;
        bool finWasAcked = sending.FinAcked;
        sending.OnAcked(frame.Offset, frame.Length, frame.Fin);
        _writable.Add(stream);
        _tracer.RecordStreamDataAcked(stream.FlowId, frame.StreamId, frame.Offset, (uint)frame.Length);
        if (sending.FinAcked && !finWasAcked)
        {
            _tracer.RecordStreamFinAcked(stream.FlowId, frame.StreamId);
        }
    }

    /// <summary>Whether there is something to send, and the congestion window and the pacer let it go now.</summary>
    private bool MaySend(TimeSpan now)
    {
        if (!HasContent)
        {
            _blockage.Set(_sendLimit.IsBlocking ? BlockedReason.ConnectionLimit : null, _sendLimit.Limit);
            return false;
        }

        if (!_congestion.HasRoomFor(Packet.MaxSize))
        {
            _blockage.Set(BlockedReason.Congestion, _congestion.Window);
            return false;
        }

        _blockage.Set(null);

        TimeSpan readyAt = _pacer.ReadyAt(now);
        _pacedUntil = readyAt > now ? readyAt : null;
        return _pacedUntil is null;
    }

    private PacketHeader NextHeader() => new(
        State == ConnectionState.Handshake ? PacketType.Hello : PacketType.Main, _peerId, Id, _recovery.NextPacketNumber);

    private ProbeReason ReasonFor(SentPacket packet) =>
        State == ConnectionState.Handshake ? ProbeReason.Handshake
        : packet.Frames is [{ Type: FrameType.Ping }] ? ProbeReason.Ping
        : ProbeReason.Tail;

    private void OnSent(SentPacket packet, ProbeReason? probe, TimeSpan now)
    {
        foreach (ulong lost in _assembler.Repaired)
        {
            _tracer.RecordPacketRetransmitOld(FlowId, lost);
            _tracer.RecordPacketRetransmitNew(FlowId, packet.Number);
        }

        Send(packet, probe);
        if (packet.AckEliciting)
        {
            _pacer.OnSent(packet.Size, now);
            // The first question since the peer's last packet shows that this side is alive (RFC 9000, section 10.1).
            _idleSince = _askedSinceReceived ? _idleSince : now;
            _askedSinceReceived = true;
        }

        _congestion.ApplicationLimited = !HasContent;
    }

    private void Send(SentPacket packet, ProbeReason? probe = null)
    {
        _context.Counters.CountSent();
        _recovery.OnPacketSent(packet, probe);
    }

    private bool TryWriteClose(Span<byte> datagram, TimeSpan now, out int size)
    {
        size = 0;
        if (!_closing!.IsSendDue(now))
        {
            return false;
        }

        PacketHeader header = NextHeader();
        ByteWriter writer = new(datagram);
        header.Write(ref writer);
        _closing.Frame.Write(ref writer);
        size = writer.Written + Packet.ChecksumSize;
        Packet.Seal(datagram[..size]);
        Send(new SentPacket(header.Number, now, size, AckEliciting: false, []));
        _closing.OnSent(now);
        return true;
    }

    /// <summary>Tells the peer, once each time, which of its limits keeps data back (RFC 9000, section 4.1).</summary>
    private void NoteLimits()
    {
        foreach (TransportStream stream in _streams.Open)
        {
            if (stream.Sending is not { Unsent: > 0 } sending)
            {
                continue;
            }

            if (sending.Limit.Available == 0 && sending.Limit.TryBlock())
            {
                _control.Add(FrameType.StreamDataBlocked, stream.Id.Value);
                _tracer.RecordDataBlocked(stream.FlowId, BlockedReason.StreamLimit, sending.Limit.Limit);
            }

            if (_sendLimit.Available == 0 && _sendLimit.TryBlock())
            {
                _control.Add(FrameType.DataBlocked);
            }
        }
    }

    /// <summary>A probe with nothing new to carry repeats the oldest packet that has had no answer (RFC 9002, section 6.2.4).</summary>
    private void QueueProbeContent()
    {
        foreach (SentFrame frame in _recovery.OldestUnanswered?.Frames ?? [])
        {
            SendAgain(frame, lostPacket: null);
        }
    }

    private void SendAgain(SentFrame frame, ulong? lostPacket)
    {
        if (frame.IsStream)
        {
            if (_streams.TryGet(frame.StreamId, out TransportStream? stream))
            {
                stream.Sending!.SendAgain(frame.Offset, frame.Length, frame.Fin, lostPacket);
            }
        }
        else if (frame.Type != FrameType.Ping && !(frame.Type == FrameType.Hello && _helloAcked))
        {
            _control.Add(frame.Type, frame.StreamId, lostPacket);
        }
    }
}
