using Transfer.Wire;

namespace Transfer.Connections;

/// <summary>The end of a connection: says it until the peer has heard it, for no longer than three probe timeouts (RFC 9000, section 10.2).</summary>
/// <remarks>
/// A close frame is not acknowledged, so each side answers the other's with its own. The side that closes repeats its frame
/// each probe timeout until that answer comes; the other side answers each frame that arrives.
/// </remarks>
internal sealed class CloseSequence
{
    private readonly TimeSpan _interval;
    private readonly bool _repeats;
    private TimeSpan? _sendAt = TimeSpan.Zero;
    private TimeSpan? _endsAt;

    /// <summary>Begins to close.</summary>
    /// <param name="frame">What to say.</param>
    /// <param name="repeats">Whether this side closes, rather than answers.</param>
    /// <param name="probeTimeout">How long an answer may take.</param>
    public CloseSequence(CloseFrame frame, bool repeats, TimeSpan probeTimeout)
    {
        Frame = frame;
        _repeats = repeats;
        _interval = probeTimeout;
    }

    public CloseFrame Frame { get; }

    /// <summary>When there is something to do: to say it, or to forget the connection, answer or not.</summary>
    public TimeSpan Deadline => _sendAt is { } at && !(at > _endsAt) ? at : _endsAt ?? TimeSpan.Zero;

    public bool IsOver(TimeSpan now) => _endsAt <= now;

    public bool IsSendDue(TimeSpan now) => _sendAt <= now;

    /// <summary>A packet came although the connection is closed: its sender may not have heard.</summary>
    public void OnPacketReceived(TimeSpan now) => _sendAt ??= now;

    public void OnSent(TimeSpan now)
    {
        _endsAt ??= now + (3 * _interval);
        _sendAt = _repeats ? now + _interval : null;
    }
}
