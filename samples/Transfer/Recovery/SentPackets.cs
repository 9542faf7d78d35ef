using Transfer.Ranges;

namespace Transfer.Recovery;

/// <summary>The packets whose fate is open, in order of number.</summary>
/// <remarks>Numbers have no holes, so a packet's place is its number less that of the first; places of packets that are decided are empty.</remarks>
internal sealed class SentPackets
{
    private readonly List<SentPacket?> _packets = [];
    private int _head;
    private ulong _firstNumber;

    /// <summary>The number that the next packet gets.</summary>
    public ulong NextNumber => _firstNumber + (ulong)(_packets.Count - _head);

    /// <summary>How many packets that the peer has to acknowledge are open.</summary>
    public int AckElicitingCount { get; private set; }

    /// <summary>When the newest packet that the peer has to acknowledge was sent.</summary>
    public TimeSpan LastAckElicitingSentAt { get; private set; }

    public void Add(SentPacket packet)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(packet.Number, NextNumber);
        _packets.Add(packet);
        if (packet.AckEliciting)
        {
            AckElicitingCount++;
            LastAckElicitingSentAt = packet.SentAt;
        }
    }

    /// <summary>Takes out the packets of a range that are still open, in order.</summary>
    public void Take(NumberRange numbers, List<SentPacket> taken)
    {
        // The peer chose the range: only the part that was ever sent is walked through.
        ulong start = Math.Max(numbers.Start, _firstNumber);
        ulong end = Math.Min(numbers.End, NextNumber);
        for (ulong number = start; number < end; number++)
        {
            if (Open(number) is { } packet)
            {
                Remove(packet);
                taken.Add(packet);
            }
        }

        Trim();
    }

    /// <summary>Takes out one packet.</summary>
    public void Take(SentPacket packet)
    {
        Remove(packet);
        Trim();
    }

    /// <summary>The open packets with a number below <paramref name="end"/>, in order.</summary>
    public IEnumerable<SentPacket> Below(ulong end)
    {
        end = Math.Min(end, NextNumber);
        for (ulong number = _firstNumber; number < end; number++)
        {
            if (Open(number) is { } packet)
            {
                yield return packet;
            }
        }
    }

    /// <summary>The oldest open packet that the peer has to acknowledge.</summary>
    public SentPacket? OldestAckEliciting() => Below(ulong.MaxValue).FirstOrDefault(static packet => packet.AckEliciting);

    private SentPacket? Open(ulong number) => _packets[_head + (int)(number - _firstNumber)];

    private void Remove(SentPacket packet)
    {
        _packets[_head + (int)(packet.Number - _firstNumber)] = null;
        AckElicitingCount -= packet.AckEliciting ? 1 : 0;
    }

    private void Trim()
    {
        while (_head < _packets.Count && _packets[_head] is null)
        {
            _head++;
            _firstNumber++;
        }

        // Moving the rest to the front costs as much as was thrown away, so each packet is moved about once.
        if (_head > 64 && _head > _packets.Count / 2)
        {
            _packets.RemoveRange(0, _head);
            _head = 0;
        }
    }
}
