using Ojo;
using Transfer.Ranges;
using Transfer.Streams;
using Transfer.Wire;

namespace Transfer.Connections;

/// <content>What comes in: the meaning of each frame.</content>
internal sealed partial class Connection : IFrameHandler
{
    private bool IsOpen => _closing is null && State != ConnectionState.Closed;

    void IFrameHandler.OnAck(List<NumberRange> ranges, TimeSpan delay)
    {
        if (!IsOpen)
        {
            return;
        }

        if (!_recovery.OnAckReceived(ranges, delay, _now))
        {
            Close(CloseCode.ProtocolViolation, "A packet was acknowledged that was never sent.");
        }
        else if (_recovery.Rtt.FirstSampleAt is not null && _pacer.Update(_congestion.Window, _recovery.Rtt.Smoothed, _now))
        {
            _tracer.RecordPacingRateUpdated(FlowId, (ulong)_pacer.Rate);
        }
    }

    void IFrameHandler.OnHello(in HelloFrame hello)
    {
        if (_helloReceived || !IsOpen)
        {
            return;
        }

        _helloReceived = true;
        _idleTimeout = hello.IdleTimeout < _idleTimeout ? hello.IdleTimeout : _idleTimeout;
        _recovery.PeerMaxAckDelay = hello.MaxAckDelay;
        OnMaxData(hello.MaxData);
        _streams.InitialSendLimit = hello.MaxStreamData;
        _streams.OpenLimit.TryRaise(hello.MaxStreams);
        if (Role == ConnectionRole.Client)
        {
            Establish();
        }
    }

    void IFrameHandler.OnStream(in StreamFrame frame)
    {
        if (FindStream(frame.StreamId) is not { } stream)
        {
            return;
        }

        if (stream.Receiving is not { } receiving)
        {
            Close(CloseCode.StreamStateError, $"Stream {frame.StreamId} has no such direction.");
            return;
        }

        CloseCode fault = receiving.Receive(frame.Offset, frame.Bytes, frame.Fin, _receiveWindow);
        if (fault != CloseCode.None)
        {
            Close(fault, $"The bytes from {frame.Offset} on of stream {frame.StreamId} are beyond its limit or its end.");
            return;
        }

        _tracer.RecordStreamDataReceived(stream.FlowId, frame.StreamId, frame.Offset, (uint)frame.Bytes.Length);
        _readable.Add(stream);
    }

    void IFrameHandler.OnControl(in ControlFrame frame)
    {
        switch (frame.Type)
        {
            case FrameType.MaxData:
                OnMaxData(frame.Limit);
                break;

            case FrameType.MaxStreamData when FindStream(frame.StreamId) is { } stream:
                OnMaxStreamData(stream, frame.Limit);
                break;

            case FrameType.MaxStreams when _streams.OpenLimit.TryRaise(frame.Limit) && State == ConnectionState.Established:
                _handler.OnStreamsAllowed(this);
                break;

            default:
                // A ping is answered because every packet that asks for it is; who is blocked hears of room when there is some.
                break;
        }
    }

    void IFrameHandler.OnClose(in CloseFrame close)
    {
        if (State == ConnectionState.Closing)
        {
            // Both sides know: nothing is left to wait for.
            MoveTo(ConnectionState.Closed);
        }
        else if (IsOpen)
        {
            RecordCloseExplained((CloseCode)close.Code, byPeer: true, close.Reason);
            End((CloseCode)close.Code, ConnectionCloseReason.ClosedByPeer);
            _closing = new CloseSequence(close, repeats: false, _recovery.BackedOffProbeTimeout);
            MoveTo(ConnectionState.Draining);
        }
    }

    private void OnMaxData(ulong limit)
    {
        if (_sendLimit.TryRaise(limit))
        {
            _tracer.RecordConnectionMaxDataUpdate(FlowId, limit);
        }
    }

    private void OnMaxStreamData(TransportStream stream, ulong limit)
    {
        bool wasBlocking = stream.Sending is { Limit.IsBlocking: true };
        if (stream.Sending?.Limit.TryRaise(limit) != true)
        {
            return;
        }

        _tracer.RecordStreamMaxDataUpdate(stream.FlowId, limit);
        if (wasBlocking)
        {
            _tracer.RecordDataUnblocked(stream.FlowId, (ulong)BlockedReason.StreamLimit);
        }
    }

    /// <summary>The stream that a frame is about; null where the frame is late or wrong, and the latter ends the connection.</summary>
    private TransportStream? FindStream(ulong streamId)
    {
        if (!IsOpen || !_helloReceived)
        {
            return null;
        }

        CloseCode fault = _streams.Find(new(streamId), out TransportStream? stream, out bool accepted);
        if (fault != CloseCode.None)
        {
            Close(fault, $"There is no stream {streamId}.");
            return null;
        }

        if (accepted)
        {
            stream!.Handler = _handler.OnStreamAccepted(this, stream);
        }

        return stream;
    }
}
