using Ojo;
using Transfer.Congestion;
using Transfer.Events;
using Transfer.FlowControl;
using Transfer.Recovery;
using Transfer.Streams;
using Transfer.Wire;

namespace Transfer.Connections;

/// <summary>One side of a connection: takes in datagrams and the time, gives out datagrams and when it wants to be called next.</summary>
/// <remarks>
/// Knows neither sockets nor threads nor clocks, so that a test can be all three. For one thread at a time.
/// Whoever drives it calls <see cref="Receive"/> for each packet, <see cref="OnDeadline"/> when <see cref="Deadline"/> has
/// come, and after either <see cref="TryWriteDatagram"/> until it answers false.
/// </remarks>
internal sealed partial class Connection : ITracerSource
{
    /// <summary>The bits of a peer's id that fit into the event that names it.</summary>
    private const ulong PeerMask = (1UL << 56) - 1;

    private readonly IConnectionHandler _handler;
    private readonly ConnectionContext _context;
    private readonly Tracer? _tracer;
    private readonly TimeSpan _openedAt;
    private readonly Blockage _blockage;
    private readonly FrameParser _parser = new();
    private readonly ReceivedPackets _received;
    private readonly ControlQueue _control = new();
    private readonly SendLimit _sendLimit = new();
    private readonly ReceiveWindow _receiveWindow;
    private readonly StreamSet _streams;
    private readonly CongestionController _congestion;
    private readonly Pacer _pacer = new();
    private readonly LossRecovery _recovery;
    private readonly PacketAssembler _assembler;
    private readonly HashSet<TransportStream> _readable = [];
    private readonly HashSet<TransportStream> _writable = [];
    private ConnectionId _peerId;
    private CloseSequence? _closing;
    private TimeSpan _idleTimeout;
    private TimeSpan _idleSince;
    private TimeSpan? _pacedUntil;
    private bool _askedSinceReceived;
    private bool _helloReceived;
    private bool _helloAcked;
    private TimeSpan _now;

    /// <summary>Begins a connection: a client's with its hello waiting to be sent, a server's about to receive one.</summary>
    /// <param name="role">Which side.</param>
    /// <param name="id">What this side calls the connection.</param>
    /// <param name="peerId">What the peer calls it; on a client, a name to address the server by until it says its own.</param>
    /// <param name="flowId">The flow that the connection is recorded under.</param>
    /// <param name="algorithm">How the congestion window moves.</param>
    /// <param name="context">What it has in common with others.</param>
    /// <param name="handler">What the program does with the connection.</param>
    /// <param name="now">The time.</param>
    public Connection(
        ConnectionRole role, ConnectionId id, ConnectionId peerId, uint flowId, ICongestionAlgorithm algorithm,
        ConnectionContext context, IConnectionHandler handler, TimeSpan now)
    {
        ConnectionSettings settings = context.Settings;
        Role = role;
        Id = id;
        _peerId = peerId;
        _context = context;
        _tracer = context.Tracer;
        FlowId = flowId;
        _handler = handler;
        _idleTimeout = settings.IdleTimeout;
        _idleSince = now;
        _openedAt = now;
        _now = now;
        _blockage = new Blockage(_tracer, flowId);
        _received = new ReceivedPackets(settings.MaxAckDelay);
        _receiveWindow = new ReceiveWindow((ulong)settings.ConnectionWindow);
        _streams = new StreamSet(role, settings, CreateStream);
        _congestion = new CongestionController(algorithm, _tracer, flowId);
        _recovery = new LossRecovery(_congestion, this, _tracer, flowId);
        _assembler = new PacketAssembler(_received, _control, _streams, _sendLimit, _receiveWindow, settings.ToHello(), _tracer);
        _control.Add(FrameType.Hello);
        _tracer.RecordConnectionOpened(flowId, role, peerId.Value & PeerMask);
        MoveTo(ConnectionState.Handshake);
        _congestion.Record();
    }

    public ConnectionRole Role { get; }

    /// <summary>The flow that the connection's events are recorded under.</summary>
    [FlowId]
    public uint FlowId { get; }

    /// <inheritdoc/>
    Tracer? ITracerSource.Tracer => _tracer;

    /// <summary>What this side calls the connection: the destination of the packets that it receives.</summary>
    public ConnectionId Id { get; }

    public ConnectionState State { get; private set; }

    /// <summary>Why the connection ended; <see cref="CloseCode.None"/> while it has not, too.</summary>
    public CloseCode CloseCode { get; private set; }

    public int OpenStreams => _streams.OpenCount;

    /// <summary>When <see cref="OnDeadline"/> is to be called at the latest; null when the connection is over.</summary>
    public TimeSpan? Deadline
    {
        get
        {
            if (State == ConnectionState.Closed)
            {
                return null;
            }

            if (_closing is not null)
            {
                return _closing.Deadline;
            }

            TimeSpan deadline = _idleSince + _idleTimeout;
            foreach (TimeSpan? other in (ReadOnlySpan<TimeSpan?>)[_recovery.Deadline, _received.AckDueAt, _pacedUntil])
            {
                deadline = other < deadline ? other.Value : deadline;
            }

            return deadline;
        }
    }

    /// <summary>Opens a stream; null where the connection is not established or the peer allows no more streams just now.</summary>
    public TransportStream? TryOpenStream(bool bidirectional) =>
        State == ConnectionState.Established ? _streams.TryOpen(bidirectional) : null;

    /// <summary>Ends the connection: what has been written and not delivered is given up.</summary>
    /// <param name="code">Why.</param>
    /// <param name="reason">A sentence for people.</param>
    public void Close(CloseCode code, string reason)
    {
        if (State is ConnectionState.Handshake or ConnectionState.Established)
        {
            RecordCloseExplained(code, byPeer: false, reason);
            End(code, IsApplicationCode(code) ? ConnectionCloseReason.Application : ConnectionCloseReason.ProtocolError);
            _closing = new CloseSequence(new((ulong)code, reason), repeats: true, _recovery.BackedOffProbeTimeout);
            MoveTo(ConnectionState.Closing);
        }
    }

    /// <summary>Takes in a packet that was sent to this connection.</summary>
    /// <param name="header">Its header.</param>
    /// <param name="frames">Its frames.</param>
    /// <param name="size">How many bytes it has, all included.</param>
    /// <param name="now">The time.</param>
    public void Receive(in PacketHeader header, ReadOnlySpan<byte> frames, int size, TimeSpan now)
    {
        _now = now;
        if (State == ConnectionState.Closed)
        {
            return;
        }

        if (!_received.TryAdd(header.Number, now))
        {
            _tracer.RecordPacketDiscarded(FlowId, header.Number, PacketDiscardReason.Duplicate);
            return;
        }

        _tracer.RecordPacketReceivedSized(FlowId, header.Number, PacketNumberSpace.ApplicationData, (ushort)size);

        if (Role == ConnectionRole.Client && State == ConnectionState.Handshake && header.Type == PacketType.Hello)
        {
            _peerId = header.Source;
        }

        _idleSince = now;
        _askedSinceReceived = false;
        _closing?.OnPacketReceived(now);
        if (!_parser.TryParse(frames, this, out bool ackEliciting))
        {
            Close(CloseCode.FrameEncodingError, $"Packet {header.Number} has a frame that cannot be read.");
            return;
        }

        if (ackEliciting)
        {
            _received.OnAckEliciting(header.Number, State == ConnectionState.Handshake || header.Type == PacketType.Hello, now);
        }

        if (Role == ConnectionRole.Server && State == ConnectionState.Handshake && header.Type == PacketType.Main)
        {
            // Only somebody who has read the server's hello knows the id that this packet is addressed to.
            Establish();
        }

        NotifyStreams();
    }

    /// <summary>Does what is due by now.</summary>
    public void OnDeadline(TimeSpan now)
    {
        _now = now;
        if (State == ConnectionState.Closed)
        {
            return;
        }

        if (_closing is not null)
        {
            if (_closing.IsOver(now))
            {
                MoveTo(ConnectionState.Closed);
            }

            return;
        }

        if (_idleSince + _idleTimeout <= now)
        {
            End(CloseCode.IdleTimeout, State == ConnectionState.Handshake
                ? ConnectionCloseReason.HandshakeTimeout
                : ConnectionCloseReason.IdleTimeout);
            MoveTo(ConnectionState.Closed);
            return;
        }

        if (_recovery.Deadline <= now)
        {
            _recovery.OnDeadline(now);
        }
    }

    private TransportStream CreateStream(StreamId id)
    {
        TransportStream stream = new(id, Role, _context.Settings, _receiveWindow, _context.Flows.Next());
        _tracer.RecordStreamOpened(FlowId, id.Value);
        _tracer.RecordStreamLinkParent(stream.FlowId, FlowId);
        return stream;
    }

    private void Establish()
    {
        MoveTo(ConnectionState.Established);
        RecordHandshakeCompleted(Id.Value, _peerId.Value, _now - _openedAt);
        _handler.OnEstablished(this);
    }

    /// <summary>Lets the program read and write, then tells the peer of the room that has made.</summary>
    private void NotifyStreams()
    {
        ulong consumed = _receiveWindow.Consumed;
        foreach (TransportStream stream in _readable)
        {
            stream.Handler?.OnReadable(stream);
            AdvanceWindow(stream);
            RemoveIfClosed(stream);
        }

        foreach (TransportStream stream in _writable)
        {
            stream.Handler?.OnWritable(stream);
            RemoveIfClosed(stream);
        }

        _readable.Clear();
        _writable.Clear();
        _context.Counters.CountRead(_receiveWindow.Consumed - consumed);
    }

    private void AdvanceWindow(TransportStream stream)
    {
        if (_receiveWindow.TryAdvance())
        {
            _control.Add(FrameType.MaxData);
            _tracer.RecordReceiveWindowAdvanced(FlowId, _receiveWindow.Limit, _receiveWindow.Consumed);
        }

        if (stream is { IsFinished: false, Receiving: { } receiving } && receiving.Window.TryAdvance())
        {
            _control.Add(FrameType.MaxStreamData, stream.Id.Value);
            _tracer.RecordReceiveWindowAdvanced(stream.FlowId, receiving.Window.Limit, receiving.Window.Consumed);
        }
    }

    private void RemoveIfClosed(TransportStream stream)
    {
        if (!stream.IsClosed || !_streams.Remove(stream))
        {
            return;
        }

        _tracer.RecordStreamClosed(FlowId, stream.Id.Value, StreamCloseReason.Finished);
        if (_streams.AcceptWindow.TryAdvance())
        {
            _control.Add(FrameType.MaxStreams);
        }
    }

    /// <summary>Notes why the connection ends: once, whatever else is said later.</summary>
    private void End(CloseCode code, ConnectionCloseReason reason)
    {
        CloseCode = code;
        _blockage.Set(null);
        foreach (TransportStream stream in _streams.RemoveAll())
        {
            _tracer.RecordStreamClosed(
                FlowId, stream.Id.Value, stream.IsClosed ? StreamCloseReason.Finished : StreamCloseReason.ConnectionClosed);
        }

        _tracer.RecordConnectionClosed(FlowId, reason, (ulong)code);
    }

    private static bool IsApplicationCode(CloseCode code) => code is CloseCode.None or CloseCode.ApplicationError;

    [TraceEvent(Provider = TransferEvents.Provider, Category = "Connection", Chart = ChartHint.Lane,
        Description = "Both sides have said hello; one side's local id is the other's peer id")]
    private partial void RecordHandshakeCompleted(
        [TraceField(Kind = FieldKind.Identifier, Description = "What this side calls the connection")] ulong localId,
        [TraceField(Kind = FieldKind.Identifier, Description = "What the peer calls it")] ulong peerId,
        [TraceField(Description = "Since this side began")] TimeSpan elapsed);

    [TraceEvent(Provider = TransferEvents.Provider, Category = "Connection", Chart = ChartHint.Lane,
        Description = "The connection is to be closed, and one side has said why")]
    private partial void RecordCloseExplained(
        [TraceField(Bits = 62, Description = "What the close frame says to programs")] CloseCode code,
        [TraceField(Description = "Whether it was the peer that said it")] bool byPeer,
        [TraceField(Text = true, Description = "What it says to people")] string reason);

    private void MoveTo(ConnectionState state)
    {
        if (state == ConnectionState.Established)
        {
            _context.Counters.CountOpened();
        }
        else if (State == ConnectionState.Established)
        {
            _context.Counters.CountClosed();
        }

        State = state;
        _tracer.RecordConnectionStateUpdated(FlowId, (ulong)state);
        if (state == ConnectionState.Closed)
        {
            _handler.OnClosed(this);
        }
    }
}
