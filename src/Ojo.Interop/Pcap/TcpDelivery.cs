namespace Ojo.Interop.Pcap;

/// <summary>Follows what became of the segments that were sent: acknowledged, acknowledged selectively, or sent again.</summary>
internal sealed class TcpDelivery(TcpEvents events)
{
    /// <summary>What is sent again is taken to be lost: the packets that carried it, and were not told to have arrived.</summary>
    public void Repeat(in TcpSegment segment, TcpFindings findings, TcpDirection own)
    {
        bool isFast = findings.Has(TcpFinding.FastRetransmission);
        if (!isFast && !findings.Has(TcpFinding.Retransmission))
        {
            return;
        }

        Span<SentSegment> sent = own.Sent.Span;
        for (int i = own.Sent.FirstBehind(segment.Sequence); i < sent.Length && sent[i].Sequence < segment.End; i++)
        {
            if (!sent[i].IsSettled && sent[i].Number != segment.Number)
            {
                sent[i].IsSettled = true;
                events.Lost(segment.TimeNs, own, sent[i].Number, segment.Number, isFast);
            }
        }
    }

    /// <summary>Takes the blocks that a segment acknowledges selectively.</summary>
    public void TakeSacks(in TcpSegment segment, in TcpHeader header, TcpDirection own, TcpDirection other)
    {
        for (int i = 0; i + 1 < header.SackEdges; i += 2)
        {
            long left = other.Unwrap(header.Sacks[i]);
            long right = other.Unwrap(header.Sacks[i + 1]);
            bool isDuplicate = i == 0 && (right <= segment.Ack || (header.SackEdges > 2 && other.Unwrap(header.Sacks[2]) <= left && right <= other.Unwrap(header.Sacks[3])));
            bool isKnown = i < own.SackEdges && own.Sacks[i] == left && own.Sacks[i + 1] == right;
            (own.Sacks[i], own.Sacks[i + 1]) = (left, right);
            if (!isKnown && right > left)
            {
                events.Sacked(segment.TimeNs, other, left, right, isDuplicate);
                SettleWithin(segment.TimeNs, other, left, right);
            }
        }

        own.SackEdges = header.SackEdges;
    }

    /// <summary>Takes what a segment acknowledges.</summary>
    public void Acknowledge(in TcpSegment segment, TcpDirection own, TcpDirection other)
    {
        Span<SentSegment> sent = other.Sent.Span;
        int gone = 0;
        long from = long.MaxValue;
        while (gone < sent.Length && sent[gone].End <= segment.Ack)
        {
            ref SentSegment acknowledged = ref sent[gone++];
            from = Math.Min(from, acknowledged.Sequence);
            if (!acknowledged.IsSettled)
            {
                events.Acked(segment.TimeNs, other, acknowledged.Number);
            }
        }

        // Of those that end where the acknowledgement does, the first that was sent.
        int last = gone;
        while (last > 0 && sent[last - 1].End == segment.Ack)
        {
            last--;
        }

        if (last < gone)
        {
            events.Rtt(segment.TimeNs, other, other.Smooth(Math.Max(0, segment.TimeNs - sent[last].TimeNs)), segment.Number);
        }

        from = Math.Min(from, CutAt(segment.Ack, other.Sent, gone));
        other.Sent.RemoveFirst(gone);
        from = Math.Max(1, from);
        if (from < segment.Ack)
        {
            events.DataAcked(segment.TimeNs, other, from, segment.Ack);
            if (other.KnowsInFlight)
            {
                events.InFlight(segment.TimeNs, other, other.InFlight(own, mark: 0));
            }
        }
    }

    private void SettleWithin(long tNs, TcpDirection sender, long left, long right)
    {
        Span<SentSegment> sent = sender.Sent.Span;
        for (int n = sender.Sent.FirstBehind(left); n < sent.Length && sent[n].End <= right; n++)
        {
            if (sent[n].Sequence >= left && !sent[n].IsSettled)
            {
                sent[n].IsSettled = true;
                events.Acked(tNs, sender, sent[n].Number);
            }
        }
    }

    /// <summary>Leaves of the segments that are acknowledged in part the other part.</summary>
    /// <returns>Where the first of them began; <see cref="long.MaxValue"/> where there is none.</returns>
    private static long CutAt(long ack, SentSegments segments, int first)
    {
        long from = long.MaxValue;
        Span<SentSegment> sent = segments.Span;
        for (int i = first; i < sent.Length && (segments.Overlaps || sent[i].Sequence < ack); i++)
        {
            if (sent[i].Sequence < ack)
            {
                from = Math.Min(from, sent[i].Sequence);
                sent[i].Sequence = ack;
            }
        }

        return from;
    }
}
