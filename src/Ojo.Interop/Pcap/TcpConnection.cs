using Ojo.Interop.Importing;

namespace Ojo.Interop.Pcap;

/// <summary>A connection: follows its segments in both directions, as an observer between its ends can, and tells what they mean.</summary>
/// <remarks>The findings are defined as Wireshark defines them, so that the two can be compared.</remarks>
internal sealed class TcpConnection(ImportedRun run, uint flowId, SegmentBudget budget)
{
    private const uint PacketAcked = 0x003;
    private const uint PacketLostInSpace = 0x00D;
    private const uint PacketRetransmitOld = 0x006;
    private const uint PacketRetransmitNew = 0x007;
    private const uint StreamFinSent = 0x102;
    private const uint StreamDataSent = 0x105;
    private const uint StreamDataAcked = 0x106;
    private const uint MaxDataUpdate = 0x200;
    private const uint BytesInFlightUpdated = 0x303;
    private const uint ConnectionClosed = 0x401;
    private const ulong LostByTimeout = 1;
    private const ulong LostByDuplicateAck = 3;
    private const long FastNs = 20_000_000;
    private const long OutOfOrderNs = 3_000_000;

    private readonly TcpDirection _forth = new(budget) { FlowId = flowId + 1 };
    private readonly TcpDirection _back = new(budget) { FlowId = flowId + 2 };
    private long _synTimeNs = -1;
    private bool _hasSynAck;
    private long _initialRttNs;
    private bool _isClosed;
    private uint _findings;

    /// <summary>Whether a SYN begins a new connection between the same ports.</summary>
    public bool IsReplacedBy(in TcpHeader header, bool isForth)
    {
        TcpDirection own = isForth ? _forth : _back;
        return header.Has(TcpFlags.Syn) && !header.Has(TcpFlags.Ack) && own.HasBase && header.Sequence != own.Base;
    }

    /// <summary>Takes a segment.</summary>
    /// <param name="tNs">When it was captured.</param>
    /// <param name="number">Its packet's number.</param>
    /// <param name="size">Its packet's size.</param>
    /// <param name="header">What it says.</param>
    /// <param name="isForth">Whether the client sent it.</param>
    /// <param name="isReused">Whether its SYN takes the ports of an earlier connection.</param>
    public void Take(long tNs, ulong number, uint size, in TcpHeader header, bool isForth, bool isReused)
    {
        (TcpDirection own, TcpDirection other) = isForth ? (_forth, _back) : (_back, _forth);
        bool isSyn = header.Has(TcpFlags.Syn);
        bool hasAck = header.Has(TcpFlags.Ack);
        if (!own.HasBase)
        {
            own.SetBase(isSyn ? header.Sequence : header.Sequence - 1);
        }

        if (!other.HasBase && hasAck)
        {
            other.SetBase(header.Acknowledgement - 1);
        }

        long seq = own.Unwrap(header.Sequence);
        long ack = hasAck ? other.Unwrap(header.Acknowledgement) : TcpDirection.None;
        if (isSyn)
        {
            Offer(tNs, in header, own, other, hasAck);
        }

        long window = (long)header.Window << (isSyn || own.Scale < 0 ? 0 : own.Scale);
        long repeated = own.HasNext ? Math.Clamp(own.Next - seq, 0, header.PayloadLength) : 0;
        _findings = isReused ? 1u << (int)TcpFinding.ReusedPorts : 0;
        Analyze(tNs, in header, own, other, seq, ack);
        long end = seq + header.PayloadLength + (header.Has(TcpFlags.Syn | TcpFlags.Fin) ? 1 : 0);
        if (end > seq)
        {
            own.Sent.Add(new SentSegment(seq, end, number, tNs, IsSettled: false));
        }

        uint inFlight = header.PayloadLength > 0 && own.KnowsInFlight ? InFlight(own, other, end - seq - header.PayloadLength) : 0;
        run.Write(tNs, own.FlowId, CaptureTypes.Segment.Id,
            [
                (number & 0xFF_FFFF_FFFF) | ((ulong)Math.Min(size, 0xFF_FFFF) << 40), (ulong)seq, hasAck ? (ulong)ack : 0,
                ((uint)header.PayloadLength & 0x3FF_FFFF) | ((ulong)repeated << 26) | ((ulong)header.Flags << 52), (ulong)window | ((ulong)inFlight << 32),
            ]);
        Tell(tNs, number, own);
        Send(tNs, number, in header, own, seq, end);
        if (inFlight > 0)
        {
            run.Write(tNs, own.FlowId, BytesInFlightUpdated, inFlight);
        }

        own.Window = header.Window;
        own.ScaledWindow = window;
        own.LastAck = ack;
        own.LastAckTimeNs = tNs;
        own.LastFindings = _findings;
        if (hasAck)
        {
            TakeSacks(tNs, in header, own, other, ack);
            Acknowledge(tNs, number, own, other, ack);
            Limit(tNs, other, ack + window);
        }

        End(tNs, in header, own, other);
    }

    /// <summary>Forgets what is not acknowledged yet.</summary>
    public void Forget()
    {
        _forth.Sent.RemoveFirst(_forth.Sent.Count);
        _back.Sent.RemoveFirst(_back.Sent.Count);
    }

    private bool Has(TcpFinding finding) => (_findings & (1u << (int)finding)) != 0;

    private void Add(TcpFinding finding) => _findings |= 1u << (int)finding;

    private static bool Had(TcpDirection direction, TcpFinding finding) => (direction.LastFindings & (1u << (int)finding)) != 0;

    private void Offer(long tNs, in TcpHeader header, TcpDirection own, TcpDirection other, bool hasAck)
    {
        run.Write(tNs, own.FlowId, CaptureTypes.Options.Id,
            header.MaximumSegmentSize | ((ulong)(byte)header.WindowScale << 16) | (header.IsSackPermitted ? 1UL << 24 : 0) | (header.HasTimestamps ? 1UL << 32 : 0));
        own.Scale = header.WindowScale >= 0 ? header.WindowScale : -2;
        if (!hasAck)
        {
            _synTimeNs = tNs;
            return;
        }

        _hasSynAck = true;
        if (own.Scale == -2 || other.Scale == -2)
        {
            // One end that does not scale keeps the other from it (RFC 7323, section 2.2).
            own.Scale = -2;
            other.Scale = other.Scale == TcpDirection.ScaleUnknown ? TcpDirection.ScaleUnknown : -2;
        }
    }

    private void Analyze(long tNs, in TcpHeader header, TcpDirection own, TcpDirection other, long seq, long ack)
    {
        int length = header.PayloadLength;
        bool hasAck = ack != TcpDirection.None;
        bool isPlain = !header.Has(TcpFlags.Syn | TcpFlags.Fin | TcpFlags.Rst);
        if (hasAck)
        {
            other.KnowsInFlight = true;
        }

        if (length == 1 && own.HasNext && seq == own.Next && other.Window == 0)
        {
            Add(TcpFinding.ZeroWindowProbe);
        }
        else
        {
            AnalyzeWindow(in header, own, other, seq, ack, isPlain);
        }

        if (ack != own.LastAck)
        {
            own.DuplicateAcks = 0;
        }

        if (hasAck && other.Contiguous != TcpDirection.None && ack > other.Contiguous)
        {
            // A window that opens again after a probe acknowledges the probe's byte: nothing is missing.
            if (own.Window != 0 || header.Window == 0 || !Had(other, TcpFinding.ZeroWindowProbe))
            {
                Add(TcpFinding.AckLostSegment);
            }

            other.Contiguous = other.HasNext ? other.Next : ack;
        }

        if ((length > 0 || header.Has(TcpFlags.Syn | TcpFlags.Fin)) && own.HasNext && seq < own.Next && !Has(TcpFinding.KeepAlive))
        {
            Add(KindOfRepetition(tNs, own, other, seq, length, header.Has(TcpFlags.Syn | TcpFlags.Fin) ? 1 : 0));
        }

        if (_initialRttNs == 0 && _hasSynAck && _synTimeNs >= 0 && own == _forth && hasAck && !header.Has(TcpFlags.Syn | TcpFlags.Rst))
        {
            _initialRttNs = Math.Max(0, tNs - _synTimeNs);
            run.Write(tNs, flowId, CaptureTypes.InitialRtt.Id, (ulong)_initialRttNs);
        }
    }

    private void AnalyzeWindow(in TcpHeader header, TcpDirection own, TcpDirection other, long seq, long ack, bool isPlain)
    {
        int length = header.PayloadLength;
        if (header.Window == 0 && isPlain)
        {
            Add(TcpFinding.ZeroWindow);
        }

        if (own.HasNext && seq > own.Next && !header.Has(TcpFlags.Rst))
        {
            Add(TcpFinding.LostSegment);
            own.KnowsInFlight = false;
        }

        if (!isPlain || !own.HasNext)
        {
            return;
        }

        if (length <= 1 && seq == own.Next - 1)
        {
            Add(TcpFinding.KeepAlive);
        }

        if (length > 0)
        {
            if (other.Scale != TcpDirection.ScaleUnknown && other.LastAck != TcpDirection.None && seq + length == other.LastAck + other.ScaledWindow)
            {
                Add(TcpFinding.WindowFull);
            }

            return;
        }

        if (seq != own.Next)
        {
            return;
        }

        bool isSameAck = ack == own.LastAck;
        if (header.Window != own.Window)
        {
            if (header.Window != 0 && isSameAck)
            {
                Add(TcpFinding.WindowUpdate);
            }
        }
        else if (header.Window != 0 && isSameAck && Had(other, TcpFinding.KeepAlive))
        {
            Add(TcpFinding.KeepAliveAck);
        }
        else if (header.Window == 0 && isSameAck && Had(other, TcpFinding.ZeroWindowProbe))
        {
            Add(TcpFinding.ZeroWindowProbeAck);
        }
        else if (header.Window != 0 && isSameAck)
        {
            own.DuplicateAcks++;
            Add(TcpFinding.DuplicateAck);
        }
    }

    private TcpFinding KindOfRepetition(long tNs, TcpDirection own, TcpDirection other, long seq, int length, int mark)
    {
        if (other.DuplicateAcks >= 2 && tNs - other.LastAckTimeNs < FastNs && (other.LastAck == seq || (other.SackEdges > 0 && !IsSacked(other, seq))))
        {
            return TcpFinding.FastRetransmission;
        }

        if (tNs - own.NextTimeNs < (_initialRttNs == 0 ? OutOfOrderNs : _initialRttNs) && own.Next != seq + length + mark)
        {
            return TcpFinding.OutOfOrder;
        }

        return length > 0 && other.LastAck != TcpDirection.None && seq + length <= other.LastAck ? TcpFinding.SpuriousRetransmission : TcpFinding.Retransmission;
    }

    private static bool IsSacked(TcpDirection receiver, long seq)
    {
        for (int i = 0; i < receiver.SackEdges; i += 2)
        {
            if (seq >= receiver.Sacks[i] && seq < receiver.Sacks[i + 1])
            {
                return true;
            }
        }

        return false;
    }

    private void Tell(long tNs, ulong number, TcpDirection own)
    {
        for (uint rest = _findings; rest != 0; rest &= rest - 1)
        {
            run.Write(tNs, own.FlowId, CaptureTypes.Finding.Id, (number & 0xFF_FFFF_FFFF) | ((ulong)System.Numerics.BitOperations.TrailingZeroCount(rest) << 40));
        }
    }

    private void Send(long tNs, ulong number, in TcpHeader header, TcpDirection own, long seq, long end)
    {
        if (Has(TcpFinding.Retransmission) || Has(TcpFinding.FastRetransmission))
        {
            TellLost(tNs, number, own, seq, end);
        }

        if (header.PayloadLength > 0)
        {
            run.Write(tNs, own.FlowId, StreamDataSent, [0, (ulong)Math.Max(0, seq - 1), (uint)header.PayloadLength]);
        }

        if (!Has(TcpFinding.ZeroWindowProbe))
        {
            if (!own.HasNext || end > own.Next)
            {
                (own.Next, own.NextTimeNs, own.HasNext) = (end, tNs, true);
                own.Highest = end;
            }

            if (own.Contiguous == TcpDirection.None || own.Contiguous == seq)
            {
                own.Contiguous = own.Next;
            }
        }
    }

    /// <summary>What is sent again is taken to be lost: the packets that carried it, and were not told to have arrived.</summary>
    private void TellLost(long tNs, ulong number, TcpDirection own, long seq, long end)
    {
        ulong reason = Has(TcpFinding.FastRetransmission) ? LostByDuplicateAck : LostByTimeout;
        Span<SentSegment> sent = own.Sent.Span;
        for (int i = own.Sent.FirstBehind(seq); i < sent.Length && sent[i].Sequence < end; i++)
        {
            if (!sent[i].IsSettled && sent[i].Number != number)
            {
                sent[i].IsSettled = true;
                run.Write(tNs, own.FlowId, PacketLostInSpace, sent[i].Number | (reason << 58));
                run.Write(tNs, own.FlowId, PacketRetransmitOld, sent[i].Number);
                run.Write(tNs, own.FlowId, PacketRetransmitNew, number);
            }
        }
    }

    private void Acknowledge(long tNs, ulong number, TcpDirection own, TcpDirection other, long ack)
    {
        Span<SentSegment> sent = other.Sent.Span;
        int gone = 0;
        long from = long.MaxValue;
        while (gone < sent.Length && sent[gone].End <= ack)
        {
            ref SentSegment segment = ref sent[gone++];
            from = Math.Min(from, segment.Sequence);
            if (!segment.IsSettled)
            {
                run.Write(tNs, other.FlowId, PacketAcked, segment.Number);
            }
        }

        // Of those that end where the acknowledgement does, the first that was sent.
        int last = gone;
        while (last > 0 && sent[last - 1].End == ack)
        {
            last--;
        }

        if (last < gone)
        {
            long rtt = Math.Max(0, tNs - sent[last].TimeNs);
            other.SmoothedNs = other.SmoothedNs == 0 ? rtt : other.SmoothedNs + ((rtt - other.SmoothedNs) / 8);
            run.Write(tNs, other.FlowId, CaptureTypes.Rtt.Id, [(ulong)rtt, (ulong)other.SmoothedNs, number]);
        }

        for (int i = gone; i < sent.Length && (other.Sent.Overlaps || sent[i].Sequence < ack); i++)
        {
            if (sent[i].Sequence < ack)
            {
                from = Math.Min(from, sent[i].Sequence);
                sent[i].Sequence = ack;
            }
        }

        other.Sent.RemoveFirst(gone);
        from = Math.Max(1, from);
        if (from < ack)
        {
            run.Write(tNs, other.FlowId, StreamDataAcked, [0, (ulong)(from - 1), (uint)Math.Min(ack - from, uint.MaxValue)]);
            if (other.KnowsInFlight)
            {
                run.Write(tNs, other.FlowId, BytesInFlightUpdated, InFlight(other, own, mark: 0));
            }
        }
    }

    private void TakeSacks(long tNs, in TcpHeader header, TcpDirection own, TcpDirection other, long ack)
    {
        for (int i = 0; i + 1 < header.SackEdges; i += 2)
        {
            long left = other.Unwrap(header.Sacks[i]);
            long right = other.Unwrap(header.Sacks[i + 1]);
            bool isDuplicate = i == 0 && (right <= ack || (header.SackEdges > 2 && IsWithin(other, header.Sacks[2], header.Sacks[3], left, right)));
            bool isKnown = i < own.SackEdges && own.Sacks[i] == left && own.Sacks[i + 1] == right;
            (own.Sacks[i], own.Sacks[i + 1]) = (left, right);
            if (isKnown || right <= left)
            {
                continue;
            }

            run.Write(tNs, other.FlowId, CaptureTypes.Sack.Id, [(ulong)left, (ulong)right, isDuplicate ? 1UL : 0]);
            Span<SentSegment> sent = other.Sent.Span;
            for (int n = other.Sent.FirstBehind(left); n < sent.Length && sent[n].End <= right; n++)
            {
                if (sent[n].Sequence >= left && !sent[n].IsSettled)
                {
                    sent[n].IsSettled = true;
                    run.Write(tNs, other.FlowId, PacketAcked, sent[n].Number);
                }
            }
        }

        own.SackEdges = header.SackEdges;
    }

    private static bool IsWithin(TcpDirection direction, uint outerLeft, uint outerRight, long left, long right) =>
        direction.Unwrap(outerLeft) <= left && right <= direction.Unwrap(outerRight);

    private void Limit(long tNs, TcpDirection sender, long edge)
    {
        if (edge - 1 > sender.LastLimit)
        {
            sender.LastLimit = edge - 1;
            run.Write(tNs, sender.FlowId, MaxDataUpdate, (ulong)sender.LastLimit);
        }
    }

    private static uint InFlight(TcpDirection sender, TcpDirection receiver, long mark)
    {
        long bytes = sender.Sent.Extent - mark;
        for (int i = 0; i < receiver.SackEdges; i += 2)
        {
            bytes -= receiver.Sacks[i + 1] - receiver.Sacks[i];
        }

        return (uint)Math.Clamp(bytes, 0, uint.MaxValue);
    }

    private void End(long tNs, in TcpHeader header, TcpDirection own, TcpDirection other)
    {
        if (header.Has(TcpFlags.Fin) && !own.IsFinished)
        {
            own.IsFinished = true;
            run.Write(tNs, own.FlowId, StreamFinSent, 0);
            if (other.IsFinished)
            {
                Close(tNs, reason: 0);
            }
        }

        if (header.Has(TcpFlags.Rst))
        {
            Close(tNs, reason: 7);
        }
    }

    private void Close(long tNs, ulong reason)
    {
        if (!_isClosed)
        {
            _isClosed = true;
            run.Write(tNs, flowId, ConnectionClosed, reason);
        }
    }
}
