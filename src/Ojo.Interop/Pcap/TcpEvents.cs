using Ojo.Interop.Importing;

namespace Ojo.Interop.Pcap;

/// <summary>Writes the events of a connection.</summary>
/// <param name="run">Where they go.</param>
/// <param name="flowId">The connection's flow.</param>
internal sealed class TcpEvents(ImportedRun run, uint flowId)
{
    private const int NumberBits = 40;
    private const ulong NumberMask = (1UL << NumberBits) - 1;
    private const uint LargestSize = 0xFF_FFFF;
    private const ulong LostByTimeout = 1;
    private const ulong LostByDuplicateAck = 3;
    private const int LostReasonBit = 58;
    private const ulong TheStream = 0;

    public void Offered(long tNs, TcpDirection sender, in TcpHeader header) => run.Write(tNs, sender.FlowId, CaptureTypes.Options.Id,
        header.MaximumSegmentSize | ((ulong)(byte)header.WindowScale << 16) | (header.IsSackPermitted ? 1UL << 24 : 0) | (header.HasTimestamps ? 1UL << 32 : 0));

    public void HandshakeCompleted(long tNs, long rttNs) => run.Write(tNs, flowId, CaptureTypes.InitialRtt.Id, (ulong)rttNs);

    /// <param name="segment">The segment.</param>
    /// <param name="sender">Its direction.</param>
    /// <param name="repeated">How many of its bytes lie before the highest that was sent.</param>
    /// <param name="inFlight">What is not acknowledged after it; 0: not known.</param>
    public void Sent(in TcpSegment segment, TcpDirection sender, long repeated, uint inFlight) => run.Write(segment.TimeNs, sender.FlowId, CaptureTypes.Segment.Id,
        [
            (segment.Number & NumberMask) | ((ulong)Math.Min(segment.Size, LargestSize) << NumberBits), (ulong)segment.Sequence, segment.HasAck ? (ulong)segment.Ack : 0,
            ((uint)segment.Length & 0x3FF_FFFF) | ((ulong)repeated << 26) | ((ulong)segment.Flags << 52), (ulong)segment.ScaledWindow | ((ulong)inFlight << 32),
        ]);

    public void Found(in TcpSegment segment, TcpDirection sender, TcpFindings findings)
    {
        for (; !findings.IsEmpty; findings = findings.WithoutFirst)
        {
            run.Write(segment.TimeNs, sender.FlowId, CaptureTypes.Finding.Id, (segment.Number & NumberMask) | ((ulong)findings.First << NumberBits));
        }
    }

    public void DataSent(in TcpSegment segment, TcpDirection sender) =>
        run.Write(segment.TimeNs, sender.FlowId, BuiltInEvent.StreamDataSent, [TheStream, (ulong)Math.Max(0, segment.Sequence - 1), (uint)segment.Length]);

    public void Lost(long tNs, TcpDirection sender, ulong number, ulong repetition, bool isFast)
    {
        run.Write(tNs, sender.FlowId, BuiltInEvent.PacketLostInSpace, number | ((isFast ? LostByDuplicateAck : LostByTimeout) << LostReasonBit));
        run.Write(tNs, sender.FlowId, BuiltInEvent.PacketRetransmitOld, number);
        run.Write(tNs, sender.FlowId, BuiltInEvent.PacketRetransmitNew, repetition);
    }

    public void Acked(long tNs, TcpDirection sender, ulong number) => run.Write(tNs, sender.FlowId, BuiltInEvent.PacketAcked, number);

    public void Sacked(long tNs, TcpDirection sender, long left, long right, bool isDuplicate) =>
        run.Write(tNs, sender.FlowId, CaptureTypes.Sack.Id, [(ulong)left, (ulong)right, isDuplicate ? 1UL : 0]);

    /// <param name="tNs">When.</param>
    /// <param name="sender">Whose segment was acknowledged.</param>
    /// <param name="rttNs">How long that took.</param>
    /// <param name="number">The packet that acknowledges.</param>
    public void Rtt(long tNs, TcpDirection sender, long rttNs, ulong number) =>
        run.Write(tNs, sender.FlowId, CaptureTypes.Rtt.Id, [(ulong)rttNs, (ulong)sender.SmoothedNs, number]);

    public void DataAcked(long tNs, TcpDirection sender, long from, long to) =>
        run.Write(tNs, sender.FlowId, BuiltInEvent.StreamDataAcked, [TheStream, (ulong)(from - 1), (uint)Math.Min(to - from, uint.MaxValue)]);

    public void InFlight(long tNs, TcpDirection sender, uint bytes) => run.Write(tNs, sender.FlowId, BuiltInEvent.BytesInFlightUpdated, bytes);

    public void Limited(long tNs, TcpDirection sender, long bytes) => run.Write(tNs, sender.FlowId, BuiltInEvent.ConnectionMaxDataUpdate, (ulong)bytes);

    public void Finished(long tNs, TcpDirection sender) => run.Write(tNs, sender.FlowId, BuiltInEvent.StreamFinSent, TheStream);

    public void Closed(long tNs, ulong reason) => run.Write(tNs, flowId, BuiltInEvent.ConnectionClosed, reason);
}
