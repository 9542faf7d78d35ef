namespace Ojo.Storage.Analysis;

/// <summary>The packets of a flow that were sent and neither acknowledged nor lost, up to a bound: past it the oldest is forgotten.</summary>
internal sealed class OutstandingPackets(int most)
{
    private const int None = -1;

    private readonly Dictionary<(ulong Space, ulong Number), int> _places = [];
    private Entry[] _entries = new Entry[64];
    private int _used;
    private int _free = None;
    private int _oldest = None;
    private int _newest = None;

    /// <summary>The bytes of all of them.</summary>
    public Int128 Bytes { get; private set; }

    /// <summary>How many were forgotten.</summary>
    public long Forgotten { get; private set; }

    /// <param name="space">The number's space.</param>
    /// <param name="number">The packet's number.</param>
    /// <param name="ns">When it was sent.</param>
    /// <param name="size">Its size.</param>
    /// <param name="offset">How many bytes were sent before it.</param>
    public void Send(ulong space, ulong number, long ns, ulong size, ulong offset = 0)
    {
        bool isAgain = TryTake(space, number, out _);
        if (_places.Count == most)
        {
            (ulong oldSpace, ulong oldNumber) = _entries[_oldest].Key;
            _ = TryTake(oldSpace, oldNumber, out _);
            Forgotten++;
        }

        int place = NewPlace();
        _entries[place] = new Entry { Key = (space, number), Packet = new OutstandingPacket(ns, size, isAgain, offset), Before = _newest, After = None };
        if (_newest == None)
        {
            _oldest = place;
        }
        else
        {
            _entries[_newest].After = place;
        }

        _newest = place;
        _places.Add((space, number), place);
        Bytes += size;
    }

    /// <summary>Looks at a packet and leaves it there; false where it is not.</summary>
    public bool TryPeek(ulong space, ulong number, out OutstandingPacket packet)
    {
        bool isThere = _places.TryGetValue((space, number), out int place);
        packet = isThere ? _entries[place].Packet : default;
        return isThere;
    }

    /// <summary>Takes a packet out of whose fate one has heard; false where it is not there.</summary>
    public bool TryTake(ulong space, ulong number, out OutstandingPacket packet)
    {
        if (!_places.Remove((space, number), out int place))
        {
            packet = default;
            return false;
        }

        ref Entry entry = ref _entries[place];
        packet = entry.Packet;
        Bytes -= packet.Size;
        if (entry.Before == None)
        {
            _oldest = entry.After;
        }
        else
        {
            _entries[entry.Before].After = entry.After;
        }

        if (entry.After == None)
        {
            _newest = entry.Before;
        }
        else
        {
            _entries[entry.After].Before = entry.Before;
        }

        entry.After = _free;
        _free = place;
        return true;
    }

    private int NewPlace()
    {
        if (_free != None)
        {
            int place = _free;
            _free = _entries[place].After;
            return place;
        }

        if (_used == _entries.Length)
        {
            Array.Resize(ref _entries, _used * 2);
        }

        return _used++;
    }

    private struct Entry
    {
        public (ulong Space, ulong Number) Key;
        public OutstandingPacket Packet;
        public int Before;
        public int After;
    }
}
