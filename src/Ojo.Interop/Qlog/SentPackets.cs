namespace Ojo.Interop.Qlog;

/// <summary>The packets of one number space that were sent and not acknowledged yet.</summary>
/// <remarks>
/// A range of an acknowledgement costs a search and the packets that it newly acknowledges, whatever it says: those answered before are jumped over
/// by links that get longer as they are used. The oldest are forgotten where too many are never answered.
/// </remarks>
internal sealed class SentPackets
{
    private const int Most = 1 << 19;
    private const int FewToCompact = 4096;

    private readonly List<ulong> _numbers = [];

    // Where a packet is still out: its own place; else a later place to go on from.
    private readonly List<int> _next = [];
    private int _answered;

    /// <summary>The largest number that was sent; null before the first.</summary>
    public ulong? Largest { get; private set; }

    /// <summary>Takes a packet that was sent. One whose number is not larger than all before is not waited for.</summary>
    public void Send(ulong number)
    {
        if (Largest is { } largest && number <= largest)
        {
            return;
        }

        if (_numbers.Count == Most || (_answered > FewToCompact && _answered > _numbers.Count / 2))
        {
            Compact();
        }

        Largest = number;
        _next.Add(_numbers.Count);
        _numbers.Add(number);
    }

    /// <summary>Finds the next packet of a range that is out, and takes it for acknowledged.</summary>
    /// <param name="from">Where the range begins.</param>
    /// <param name="to">Where it ends, inclusive.</param>
    /// <param name="number">The packet.</param>
    /// <returns>False where there is none.</returns>
    public bool TryAcknowledge(ulong from, ulong to, out ulong number)
    {
        number = 0;
        int place = _numbers.BinarySearch(from);
        place = Find(place < 0 ? ~place : place);
        if (place >= _numbers.Count || _numbers[place] > to)
        {
            return false;
        }

        number = _numbers[place];
        _next[place] = place + 1;
        _answered++;
        return true;
    }

    private int Find(int place)
    {
        int found = place;
        while (found < _next.Count && _next[found] != found)
        {
            found = _next[found];
        }

        while (place < found)
        {
            int next = _next[place];
            _next[place] = found;
            place = next;
        }

        return found;
    }

    private void Compact()
    {
        int kept = 0;
        int forget = _numbers.Count == Most && _answered < Most / 4 ? Most / 2 : 0;
        for (int i = forget; i < _numbers.Count; i++)
        {
            if (_next[i] == i)
            {
                _numbers[kept++] = _numbers[i];
            }
        }

        _numbers.RemoveRange(kept, _numbers.Count - kept);
        _next.Clear();
        for (int i = 0; i < kept; i++)
        {
            _next.Add(i);
        }

        _answered = 0;
    }
}
