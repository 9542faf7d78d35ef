namespace Transfer.FlowControl;

/// <summary>How much the peer may send in all before it hears of more: what has been consumed and a window beyond it (RFC 9000, section 4).</summary>
internal sealed class ReceiveWindow
{
    private readonly ulong _window;

    public ReceiveWindow(ulong window)
    {
        _window = window;
        Limit = window;
    }

    /// <summary>What the peer may send in all, as it was last told.</summary>
    public ulong Limit { get; private set; }

    /// <summary>What has arrived so far.</summary>
    public ulong Received { get; private set; }

    /// <summary>What has been read, and so made room for more.</summary>
    public ulong Consumed { get; private set; }

    /// <summary>Counts what arrived.</summary>
    /// <returns>False where the peer has sent more than it may; nothing is counted then.</returns>
    public bool TryReceive(ulong amount)
    {
        if (amount > Limit - Received)
        {
            return false;
        }

        Received += amount;
        return true;
    }

    public void Consume(ulong amount) => Consumed += amount;

    /// <summary>Raises the limit once half of the window is used up: early enough not to stop the peer, seldom enough not to chatter.</summary>
    /// <returns>Whether the peer should be told of a new <see cref="Limit"/>.</returns>
    public bool TryAdvance()
    {
        if (Limit - Consumed > _window / 2)
        {
            return false;
        }

        Limit = Consumed + _window;
        return true;
    }
}
