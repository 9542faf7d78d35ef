using Ojo.Interop.Importing;

namespace Ojo.Interop.Pcap;

/// <summary>A connection: follows its segments in both directions, as an observer between its ends can, and tells what they mean.</summary>
internal sealed class TcpConnection
{
    private const ulong ClosedInOrder = 0;
    private const ulong ClosedByReset = 7;

    private readonly TcpAnalysis _analysis = new();
    private readonly TcpEvents _events;
    private readonly TcpDelivery _delivery;
    private readonly TcpDirection _forth;
    private readonly TcpDirection _back;
    private bool _isClosed;

    /// <param name="run">Where its events go.</param>
    /// <param name="flowId">Its flow; the two next are those of its directions, the client's first.</param>
    /// <param name="budget">How many segments may be remembered.</param>
    public TcpConnection(ImportedRun run, uint flowId, SegmentBudget budget)
    {
        _events = new TcpEvents(run, flowId);
        _delivery = new TcpDelivery(_events);
        _forth = new TcpDirection(budget) { FlowId = flowId + 1 };
        _back = new TcpDirection(budget) { FlowId = flowId + 2 };
    }

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
        TcpSegment segment = Place(tNs, number, size, in header, own, other);
        if (segment.Has(TcpFlags.Syn))
        {
            _events.Offered(tNs, own, in header);
        }

        long repeated = own.HasNext ? Math.Clamp(own.Next - segment.Sequence, 0, segment.Length) : 0;
        TcpFindings findings = _analysis.Of(in segment, own, other);
        if (isReused)
        {
            findings = findings.With(TcpFinding.ReusedPorts);
        }

        if (isForth && _analysis.CompletesHandshake(in segment))
        {
            _events.HandshakeCompleted(tNs, _analysis.InitialRttNs);
        }

        Send(in segment, findings, repeated, own, other);
        TcpAnalysis.Remember(in segment, findings, own);
        if (segment.HasAck)
        {
            _delivery.TakeSacks(in segment, in header, own, other);
            _delivery.Acknowledge(in segment, own, other);
            if (other.Allow(segment.Ack + segment.ScaledWindow))
            {
                _events.Limited(tNs, other, other.LastLimit);
            }
        }

        End(in segment, own, other);
    }

    /// <summary>Forgets what is not acknowledged yet.</summary>
    public void Forget()
    {
        _forth.Sent.RemoveFirst(_forth.Sent.Count);
        _back.Sent.RemoveFirst(_back.Sent.Count);
    }

    private TcpSegment Place(long tNs, ulong number, uint size, in TcpHeader header, TcpDirection own, TcpDirection other)
    {
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

        if (isSyn)
        {
            _analysis.TakeSyn(tNs, header.WindowScale, hasAck, own, other);
        }

        return new TcpSegment
        {
            TimeNs = tNs,
            Number = number,
            Size = size,
            Flags = header.Flags,
            Sequence = own.Unwrap(header.Sequence),
            Ack = hasAck ? other.Unwrap(header.Acknowledgement) : TcpDirection.None,
            Length = header.PayloadLength,
            Window = header.Window,
            ScaledWindow = (long)header.Window << (isSyn || own.Scale < 0 ? 0 : own.Scale),
        };
    }

    private void Send(in TcpSegment segment, TcpFindings findings, long repeated, TcpDirection own, TcpDirection other)
    {
        if (segment.End > segment.Sequence)
        {
            own.Sent.Add(new SentSegment(segment.Sequence, segment.End, segment.Number, segment.TimeNs, IsSettled: false));
        }

        uint inFlight = segment.Length > 0 && own.KnowsInFlight ? own.InFlight(other, mark: segment.End - segment.PayloadEnd) : 0;
        _events.Sent(in segment, own, repeated, inFlight);
        _events.Found(in segment, own, findings);
        _delivery.Repeat(in segment, findings, own);
        if (segment.Length > 0)
        {
            _events.DataSent(in segment, own);
        }

        if (inFlight > 0)
        {
            _events.InFlight(segment.TimeNs, own, inFlight);
        }
    }

    private void End(in TcpSegment segment, TcpDirection own, TcpDirection other)
    {
        if (segment.Has(TcpFlags.Fin) && !own.IsFinished)
        {
            own.IsFinished = true;
            _events.Finished(segment.TimeNs, own);
            if (other.IsFinished)
            {
                Close(segment.TimeNs, ClosedInOrder);
            }
        }

        if (segment.Has(TcpFlags.Rst))
        {
            Close(segment.TimeNs, ClosedByReset);
        }
    }

    private void Close(long tNs, ulong reason)
    {
        if (!_isClosed)
        {
            _isClosed = true;
            _events.Closed(tNs, reason);
        }
    }
}
