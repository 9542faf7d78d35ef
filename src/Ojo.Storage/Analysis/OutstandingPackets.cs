namespace Ojo.Storage.Analysis;

/// <summary>The packets of a flow that were sent and neither acknowledged nor lost, up to a bound: past it the oldest is forgotten.</summary>
/// <remarks>
/// Memory grows a piece at a time and nothing is copied to make room: a table that grows by doubling holds three times as much
/// while it does. Packets are found by open addressing; the seed keeps traces from choosing numbers that collide.
/// </remarks>
internal sealed class OutstandingPackets(int most)
{
    private const int None = -1;
    private const int PieceBits = 10;
    private static readonly ulong s_seed = (ulong)Random.Shared.NextInt64() | 1;

    private readonly List<Entry[]> _pieces = [];

    // A packet's place and 1; 0 where there is none. Never more than half full.
    private int[] _slots = new int[128];
    private int _count;
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
        if (_count == most)
        {
            ref Entry oldest = ref At(_oldest);
            _ = TryTake(oldest.Space, oldest.Number, out _);
            Forgotten++;
        }

        int place = NewPlace();
        At(place) = new Entry { Space = space, Number = number, Packet = new OutstandingPacket(ns, size, isAgain, offset), Before = _newest, After = None };
        if (_newest == None)
        {
            _oldest = place;
        }
        else
        {
            At(_newest).After = place;
        }

        _newest = place;
        Remember(place);
        Bytes += size;
    }

    /// <summary>Looks at a packet and leaves it there; false where it is not.</summary>
    public bool TryPeek(ulong space, ulong number, out OutstandingPacket packet)
    {
        int slot = Find(space, number);
        bool isThere = slot != None;
        packet = isThere ? At(_slots[slot] - 1).Packet : default;
        return isThere;
    }

    /// <summary>Takes a packet out of whose fate one has heard; false where it is not there.</summary>
    public bool TryTake(ulong space, ulong number, out OutstandingPacket packet)
    {
        int slot = Find(space, number);
        if (slot == None)
        {
            packet = default;
            return false;
        }

        int place = _slots[slot] - 1;
        Forget(slot);
        ref Entry entry = ref At(place);
        packet = entry.Packet;
        Bytes -= packet.Size;
        if (entry.Before == None)
        {
            _oldest = entry.After;
        }
        else
        {
            At(entry.Before).After = entry.After;
        }

        if (entry.After == None)
        {
            _newest = entry.Before;
        }
        else
        {
            At(entry.After).Before = entry.Before;
        }

        entry.After = _free;
        _free = place;
        return true;
    }

    private ref Entry At(int place) => ref _pieces[place >> PieceBits][place & ((1 << PieceBits) - 1)];

    private int NewPlace()
    {
        if (_free != None)
        {
            int place = _free;
            _free = At(place).After;
            return place;
        }

        if (_used == _pieces.Count << PieceBits)
        {
            _pieces.Add(new Entry[1 << PieceBits]);
        }

        return _used++;
    }

    private int SlotOf(ulong space, ulong number)
    {
        // Neighbours stay neighbours, which is what a flow's packets are: eight of them share a line of the cache.
        ulong mixed = ((number >> 3) ^ (space * 0x9E3779B97F4A7C15)) * s_seed;
        return (int)((((mixed ^ (mixed >> 32)) << 3) | (number & 7)) & (uint)(_slots.Length - 1));
    }

    private int Find(ulong space, ulong number)
    {
        for (int slot = SlotOf(space, number); _slots[slot] != 0; slot = Next(slot))
        {
            ref Entry entry = ref At(_slots[slot] - 1);
            if (entry.Number == number && entry.Space == space)
            {
                return slot;
            }
        }

        return None;
    }

    private void Remember(int place)
    {
        if (++_count * 2 > _slots.Length)
        {
            int[] before = _slots;
            _slots = new int[before.Length * 2];
            foreach (int known in before)
            {
                if (known != 0)
                {
                    Put(known - 1);
                }
            }
        }

        Put(place);
    }

    private void Put(int place)
    {
        ref Entry entry = ref At(place);
        int slot = SlotOf(entry.Space, entry.Number);
        while (_slots[slot] != 0)
        {
            slot = Next(slot);
        }

        _slots[slot] = place + 1;
    }

    /// <summary>Empties a slot and moves those up that would not be found over the hole.</summary>
    private void Forget(int hole)
    {
        _count--;
        for (int slot = Next(hole); _slots[slot] != 0; slot = Next(slot))
        {
            ref Entry entry = ref At(_slots[slot] - 1);
            int home = SlotOf(entry.Space, entry.Number);
            bool isBehindHole = hole <= slot ? home <= hole || home > slot : home <= hole && home > slot;
            if (isBehindHole)
            {
                _slots[hole] = _slots[slot];
                hole = slot;
            }
        }

        _slots[hole] = 0;
    }

    private int Next(int slot) => (slot + 1) & (_slots.Length - 1);

    private struct Entry
    {
        public ulong Space;
        public ulong Number;
        public OutstandingPacket Packet;
        public int Before;
        public int After;
    }
}
