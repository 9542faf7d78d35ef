using System.Diagnostics.CodeAnalysis;
using Ojo;
using Transfer.Connections;
using Transfer.FlowControl;
using Transfer.Ranges;

namespace Transfer.Streams;

/// <summary>The open streams of a connection: opens its own, accepts the peer's, and gives each its turn to send.</summary>
internal sealed class StreamSet(ConnectionRole side, ConnectionSettings settings, Func<StreamId, TransportStream> create)
{
    private readonly Dictionary<ulong, TransportStream> _open = [];
    private readonly Queue<TransportStream> _turns = new();
    private readonly RangeSet _accepted = new();

    /// <summary>How many streams this side may open.</summary>
    public SendLimit OpenLimit { get; } = new();

    /// <summary>How many streams the peer may open: a stream that is over makes room for another.</summary>
    public ReceiveWindow AcceptWindow { get; } = new((ulong)settings.MaxStreams);

    /// <summary>What the peer lets this side send on each new stream (its hello says so).</summary>
    public ulong InitialSendLimit { get; set; }

    public int OpenCount => _open.Count;

    public IEnumerable<TransportStream> Open => _open.Values;

    /// <summary>Opens a stream; null where the peer allows no more just now.</summary>
    public TransportStream? TryOpen(bool bidirectional)
    {
        if (OpenLimit.Available == 0)
        {
            return null;
        }

        StreamId id = new(OpenLimit.Sent, side, bidirectional);
        OpenLimit.Spend(1);
        return Add(id);
    }

    public bool TryGet(ulong streamId, [NotNullWhen(true)] out TransportStream? stream) => _open.TryGetValue(streamId, out stream);

    /// <summary>Finds the stream that a frame of the peer's is about, and accepts it where it is new.</summary>
    /// <param name="id">Which one.</param>
    /// <param name="stream">The stream; null where it is over, so that the frame is late and means nothing.</param>
    /// <param name="accepted">Whether the stream is new.</param>
    /// <returns><see cref="CloseCode.None"/>, or what the peer has done wrong.</returns>
    public CloseCode Find(StreamId id, out TransportStream? stream, out bool accepted)
    {
        accepted = false;
        if (_open.TryGetValue(id.Value, out stream))
        {
            return CloseCode.None;
        }

        if (id.Opener == side)
        {
            return id.Sequence < OpenLimit.Sent ? CloseCode.None : CloseCode.StreamStateError;
        }

        if (id.Sequence >= AcceptWindow.Limit)
        {
            return CloseCode.StreamLimitError;
        }

        if (_accepted.Add(id.Sequence))
        {
            stream = Add(id);
            accepted = true;
        }

        return CloseCode.None;
    }

    /// <summary>Forgets a stream that is over.</summary>
    /// <returns>False where it was forgotten before.</returns>
    public bool Remove(TransportStream stream)
    {
        bool removed = _open.Remove(stream.Id.Value);
        if (removed && stream.Id.Opener != side)
        {
            AcceptWindow.Consume(1);
        }

        return removed;
    }

    /// <summary>Forgets every stream, because the connection is over.</summary>
    /// <returns>Those that were open.</returns>
    public TransportStream[] RemoveAll()
    {
        TransportStream[] open = [.. _open.Values];
        _open.Clear();
        _turns.Clear();
        return open;
    }

    /// <summary>Whether any stream has something to send that its limit and the connection's allow.</summary>
    public bool CanSend(ulong connectionCredit) => _turns.Any(stream => stream.Sending!.CanSend(connectionCredit));

    /// <summary>The next stream with something to send: each in its turn, so that none starves the others.</summary>
    public bool TryTakeTurn(ulong connectionCredit, [NotNullWhen(true)] out TransportStream? stream)
    {
        for (int i = _turns.Count; i > 0; i--)
        {
            stream = _turns.Dequeue();
            if (!_open.ContainsKey(stream.Id.Value))
            {
                continue;
            }

            _turns.Enqueue(stream);
            if (stream.Sending!.CanSend(connectionCredit))
            {
                return true;
            }
        }

        stream = null;
        return false;
    }

    private TransportStream Add(StreamId id)
    {
        TransportStream stream = create(id);
        _open.Add(id.Value, stream);
        if (stream.Sending is { } sending)
        {
            sending.Limit.TryRaise(InitialSendLimit);
            _turns.Enqueue(stream);
        }

        return stream;
    }
}
