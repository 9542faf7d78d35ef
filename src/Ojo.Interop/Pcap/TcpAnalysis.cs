namespace Ojo.Interop.Pcap;

/// <summary>Finds what stands out about a connection's segments, as an observer between its ends can.</summary>
/// <remarks>The findings are defined as Wireshark's user's guide defines them (TCP analysis), so that the two can be compared.</remarks>
internal sealed class TcpAnalysis
{
    private const long FastNs = 20_000_000;
    private const long OutOfOrderNs = 3_000_000;

    private long _synTimeNs = -1;
    private bool _hasSynAck;

    /// <summary>How long the handshake took, from the SYN to the ACK of its answer; 0: not seen.</summary>
    public long InitialRttNs { get; private set; }

    /// <summary>Takes what a SYN says of the whole connection.</summary>
    /// <param name="tNs">When it was captured.</param>
    /// <param name="scale">The window's scale that it offers; -1: none.</param>
    /// <param name="isAnswer">Whether it answers another.</param>
    /// <param name="own">The direction that it begins.</param>
    /// <param name="other">The other one.</param>
    public void TakeSyn(long tNs, int scale, bool isAnswer, TcpDirection own, TcpDirection other)
    {
        own.Scale = scale >= 0 ? scale : TcpDirection.ScaleRefused;
        if (!isAnswer)
        {
            _synTimeNs = tNs;
            return;
        }

        _hasSynAck = true;
        if (own.Scale == TcpDirection.ScaleRefused || other.Scale == TcpDirection.ScaleRefused)
        {
            // One end that does not scale keeps the other from it (RFC 7323, section 2.2).
            own.Scale = TcpDirection.ScaleRefused;
            other.Scale = other.Scale == TcpDirection.ScaleUnknown ? TcpDirection.ScaleUnknown : TcpDirection.ScaleRefused;
        }
    }

    /// <summary>Whether a segment of the client completes the handshake, for the first time.</summary>
    public bool CompletesHandshake(in TcpSegment segment)
    {
        if (InitialRttNs != 0 || !_hasSynAck || _synTimeNs < 0 || !segment.HasAck || segment.Has(TcpFlags.Syn | TcpFlags.Rst))
        {
            return false;
        }

        InitialRttNs = Math.Max(0, segment.TimeNs - _synTimeNs);
        return true;
    }

    /// <summary>What stands out about a segment, of which nothing is remembered yet.</summary>
    public TcpFindings Of(in TcpSegment segment, TcpDirection own, TcpDirection other)
    {
        if (segment.HasAck)
        {
            other.KnowsInFlight = true;
        }

        TcpFindings findings = segment.Length == 1 && own.HasNext && segment.Sequence == own.Next && other.Window == 0
            ? default(TcpFindings).With(TcpFinding.ZeroWindowProbe)
            : OfWindow(in segment, own, other);
        if (segment.Ack != own.LastAck)
        {
            own.DuplicateAcks = 0;
        }

        // Told once, until the other end sends again: the next acknowledgement may be of the same bytes.
        own.HasSentSince = true;
        if (segment.HasAck && other.HasSentSince && other.Contiguous != TcpDirection.None && segment.Ack > other.Contiguous)
        {
            findings = findings.With(TcpFinding.AckLostSegment);
            other.Contiguous = other.HasNext ? other.Next : segment.Ack;
            other.HasSentSince = false;
        }

        bool isRepeated = segment.End > segment.Sequence && own.HasNext && segment.Sequence < own.Next && !findings.Has(TcpFinding.KeepAlive);
        return isRepeated ? findings.With(KindOfRepetition(in segment, own, other)) : findings;
    }

    /// <summary>Remembers a segment for what comes after it.</summary>
    public static void Remember(in TcpSegment segment, TcpFindings findings, TcpDirection own)
    {
        if (!findings.Has(TcpFinding.ZeroWindowProbe))
        {
            if (!own.HasNext || segment.End > own.Next)
            {
                (own.Next, own.NextTimeNs, own.HasNext) = (segment.End, segment.TimeNs, true);
                own.Highest = segment.End;
            }

            if (own.Contiguous == TcpDirection.None || own.Contiguous == segment.Sequence)
            {
                own.Contiguous = own.Next;
            }
        }

        own.Window = segment.Window;
        own.ScaledWindow = segment.ScaledWindow;
        own.LastAck = segment.Ack;
        own.LastAckTimeNs = segment.TimeNs;
        own.LastFindings = findings;
    }

    private static TcpFindings OfWindow(in TcpSegment segment, TcpDirection own, TcpDirection other)
    {
        TcpFindings findings = default;
        bool isPlain = segment.IsPlain;
        if (segment.Window == 0 && isPlain)
        {
            findings = findings.With(TcpFinding.ZeroWindow);
        }

        if (own.HasNext && segment.Sequence > own.Next && !segment.Has(TcpFlags.Rst))
        {
            findings = findings.With(TcpFinding.LostSegment);
            own.KnowsInFlight = false;
        }

        if (!isPlain || !own.HasNext)
        {
            return findings;
        }

        if (segment.Length <= 1 && segment.Sequence == own.Next - 1)
        {
            findings = findings.With(TcpFinding.KeepAlive);
        }

        if (segment.Length > 0)
        {
            bool fills = other.Scale != TcpDirection.ScaleUnknown && other.LastAck != TcpDirection.None && segment.PayloadEnd == other.LastAck + other.ScaledWindow;
            return fills ? findings.With(TcpFinding.WindowFull) : findings;
        }

        return segment.Sequence == own.Next && segment.Ack == own.LastAck && OfRepeatedAck(in segment, own, other) is { } finding ? findings.With(finding) : findings;
    }

    private static TcpFinding? OfRepeatedAck(in TcpSegment segment, TcpDirection own, TcpDirection other)
    {
        if (segment.Window == 0)
        {
            return own.Window == 0 && other.LastFindings.Has(TcpFinding.ZeroWindowProbe) ? TcpFinding.ZeroWindowProbeAck : null;
        }

        if (segment.Window != own.Window)
        {
            return TcpFinding.WindowUpdate;
        }

        if (other.LastFindings.Has(TcpFinding.KeepAlive))
        {
            return TcpFinding.KeepAliveAck;
        }

        own.DuplicateAcks++;
        return TcpFinding.DuplicateAck;
    }

    private TcpFinding KindOfRepetition(in TcpSegment segment, TcpDirection own, TcpDirection other)
    {
        if (other.DuplicateAcks >= 2 && segment.TimeNs - other.LastAckTimeNs < FastNs
            && (other.LastAck == segment.Sequence || (other.SackEdges > 0 && !other.HasSacked(segment.Sequence))))
        {
            return TcpFinding.FastRetransmission;
        }

        if (segment.TimeNs - own.NextTimeNs < (InitialRttNs == 0 ? OutOfOrderNs : InitialRttNs) && own.Next != segment.End)
        {
            return TcpFinding.OutOfOrder;
        }

        return segment.Length > 0 && other.LastAck != TcpDirection.None && segment.PayloadEnd <= other.LastAck ? TcpFinding.SpuriousRetransmission : TcpFinding.Retransmission;
    }
}
