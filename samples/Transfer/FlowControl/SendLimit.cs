namespace Transfer.FlowControl;

/// <summary>How much the peer lets this side send in all: bytes of a stream, bytes of a connection, or streams (RFC 9000, section 4).</summary>
internal sealed class SendLimit
{
    private ulong? _blockedAt;

    /// <summary>What may be sent in all.</summary>
    public ulong Limit { get; private set; }

    /// <summary>What has been sent so far.</summary>
    public ulong Sent { get; private set; }

    public ulong Available => Limit - Sent;

    /// <summary>Whether there was more to send than the limit allows, and it has not risen since.</summary>
    public bool IsBlocking => _blockedAt == Limit;

    /// <summary>Raises the limit. A lower one than before is an old packet that came late, and is ignored (section 4.1).</summary>
    /// <returns>Whether it has risen.</returns>
    public bool TryRaise(ulong limit)
    {
        if (limit <= Limit)
        {
            return false;
        }

        Limit = limit;
        return true;
    }

    public void Spend(ulong amount)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(amount, Available);
        Sent += amount;
    }

    /// <summary>Notes that there is more to send than the limit allows.</summary>
    /// <returns>Whether this limit was not known to block before: the peer should hear of it once.</returns>
    public bool TryBlock()
    {
        if (IsBlocking)
        {
            return false;
        }

        _blockedAt = Limit;
        return true;
    }
}
