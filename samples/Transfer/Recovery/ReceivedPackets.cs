using Transfer.Ranges;
using Transfer.Wire;

namespace Transfer.Recovery;

/// <summary>The packets that have arrived, and when the peer must hear of them (RFC 9000, section 13.2).</summary>
internal sealed class ReceivedPackets(TimeSpan maxAckDelay)
{
    private readonly RangeSet _numbers = new();
    private ulong _forgottenBelow;
    private ulong _largest;
    private TimeSpan _largestAt;
    private int _unacknowledged;

    /// <summary>When an acknowledgement is due at the latest; null where none is owed.</summary>
    public TimeSpan? AckDueAt { get; private set; }

    /// <summary>Counts a packet.</summary>
    /// <returns>False where it has been here before, or is so old that nobody remembers.</returns>
    public bool TryAdd(ulong number, TimeSpan now)
    {
        if (number < _forgottenBelow || !_numbers.Add(number))
        {
            return false;
        }

        if (number >= _largest)
        {
            _largest = number;
            _largestAt = now;
        }

        _numbers.KeepHighest(AckFrame.MaxRanges);
        _forgottenBelow = _numbers.Count == AckFrame.MaxRanges ? _numbers[0].Start : _forgottenBelow;
        return true;
    }

    /// <summary>Decides when to acknowledge a packet that asks for it.</summary>
    /// <param name="number">The packet, which has been added.</param>
    /// <param name="inHandshake">Nothing is held back during the handshake.</param>
    /// <param name="now">The time.</param>
    public void OnAckEliciting(ulong number, bool inHandshake, TimeSpan now)
    {
        _unacknowledged++;

        // Every second packet, and at once where one is missing or comes late: the sender may have a loss to repair.
        bool outOfOrder = number != _largest || (_numbers.Count > 1 && _numbers[_numbers.Count - 1].Length == 1);
        AckDueAt = inHandshake || outOfOrder || _unacknowledged >= 2 ? now : AckDueAt ?? now + maxAckDelay;
    }

    public bool IsAckDue(TimeSpan now) => AckDueAt <= now;

    /// <summary>Writes an acknowledgement of everything, where there is anything new and room for it.</summary>
    public bool TryWriteAck(ref ByteWriter writer, TimeSpan now)
    {
        if (AckDueAt is null || !AckFrame.TryWrite(ref writer, _numbers, now - _largestAt))
        {
            return false;
        }

        AckDueAt = null;
        _unacknowledged = 0;
        return true;
    }
}
