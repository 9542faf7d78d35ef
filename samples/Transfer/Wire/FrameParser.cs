using Transfer.Ranges;

namespace Transfer.Wire;

/// <summary>Takes a packet apart into its frames.</summary>
internal sealed class FrameParser
{
    private readonly List<NumberRange> _ackRanges = [];

    /// <summary>Hands each frame to <paramref name="handler"/>, in order.</summary>
    /// <param name="frames">What follows the packet's header.</param>
    /// <param name="handler">Gets the frames.</param>
    /// <param name="ackEliciting">Whether any of them asks for an acknowledgement (RFC 9002, section 2).</param>
    /// <returns>False where one is not what a frame should be; those before it have been handed over.</returns>
    public bool TryParse(ReadOnlySpan<byte> frames, IFrameHandler handler, out bool ackEliciting)
    {
        ackEliciting = false;
        ByteReader reader = new(frames);
        while (reader.TryReadByte(out byte first))
        {
            FrameType type = (FrameType)first;
            ackEliciting |= type is not (FrameType.Padding or FrameType.Ack or FrameType.Close);
            if (!TryParseFrame(type, ref reader, handler))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryParseFrame(FrameType type, ref ByteReader reader, IFrameHandler handler)
    {
        switch (type)
        {
            case FrameType.Padding:
                return true;

            case FrameType.Ack when AckFrame.TryRead(ref reader, _ackRanges, out TimeSpan delay):
                handler.OnAck(_ackRanges, delay);
                return true;

            case FrameType.Hello when HelloFrame.TryRead(ref reader, out HelloFrame hello):
                handler.OnHello(in hello);
                return true;

            case FrameType.Stream or FrameType.StreamFin when StreamFrame.TryRead(ref reader, type == FrameType.StreamFin, out StreamFrame stream):
                handler.OnStream(in stream);
                return true;

            case FrameType.Close when CloseFrame.TryRead(ref reader, out CloseFrame close):
                handler.OnClose(in close);
                return true;

            default:
                if (!ControlFrame.IsControl(type) || !ControlFrame.TryRead(ref reader, type, out ControlFrame control))
                {
                    return false;
                }

                handler.OnControl(in control);
                return true;
        }
    }
}
