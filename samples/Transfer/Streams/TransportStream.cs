using Ojo;
using Transfer.Connections;
using Transfer.FlowControl;

namespace Transfer.Streams;

/// <summary>An ordered sequence of bytes within a connection, one way or both.</summary>
/// <remarks>For the event loop's thread only, like everything that belongs to a connection.</remarks>
internal sealed class TransportStream
{
    private readonly ReceiveWindow _connectionWindow;

    public TransportStream(StreamId id, ConnectionRole side, ConnectionSettings settings, ReceiveWindow connectionWindow, uint flowId)
    {
        Id = id;
        FlowId = flowId;
        Sending = id.IsSender(side) ? new SendStream(settings.SendBuffer) : null;
        Receiving = id.IsReceiver(side) ? new ReceiveStream(settings.StreamWindow) : null;
        _connectionWindow = connectionWindow;
    }

    public StreamId Id { get; }

    /// <summary>The flow that the stream's events are recorded under.</summary>
    public uint FlowId { get; }

    /// <summary>What is told of the stream's progress.</summary>
    public IStreamHandler? Handler { get; set; }

    /// <summary>The sending half; null where this side does not send.</summary>
    public SendStream? Sending { get; }

    /// <summary>The receiving half; null where this side does not receive.</summary>
    public ReceiveStream? Receiving { get; }

    /// <summary>Whether the peer's end of the stream has been read.</summary>
    public bool IsFinished => Receiving is { IsFinished: true };

    /// <summary>Whether both halves are done: all that was written has arrived, all that came has been read.</summary>
    public bool IsClosed => Sending is null or { IsDelivered: true } && Receiving is null or { IsFinished: true };

    /// <summary>Reads what has come, in order.</summary>
    /// <returns>How many bytes; 0 where there is nothing to read now, or nothing more (<see cref="IsFinished"/>).</returns>
    public int Read(Span<byte> destination) => Receiving?.Read(destination, _connectionWindow) ?? 0;

    /// <summary>Sends as many bytes as there is room for; <see cref="IStreamHandler.OnWritable"/> says when there is more.</summary>
    /// <returns>How many were taken.</returns>
    public int Write(ReadOnlySpan<byte> bytes) => Sending?.Write(bytes) ?? 0;

    /// <summary>Ends the stream after what has been written.</summary>
    public void Finish() => Sending?.Finish();
}
