using System.Runtime.InteropServices;

namespace Ojo.Interop.Parquet.Format;

/// <summary>Different texts, one after the other in one piece of memory, each found by what it says.</summary>
internal sealed class DistinctBytes
{
    private const int Overhead = 16;

    private readonly List<byte> _bytes = [];
    private readonly List<int> _ends = [];
    private readonly List<int> _hashes = [];
    private int[] _slots = new int[64];

    /// <summary>How many there are.</summary>
    public int Count => _ends.Count;

    /// <summary>How many bytes they have together.</summary>
    public int TotalLength => _bytes.Count;

    /// <summary>About how much memory they take.</summary>
    public long Size => _bytes.Count + ((long)Overhead * _ends.Count);

    /// <summary>One of them.</summary>
    public ReadOnlySpan<byte> this[int place]
    {
        get
        {
            int start = place == 0 ? 0 : _ends[place - 1];
            return CollectionsMarshal.AsSpan(_bytes)[start.._ends[place]];
        }
    }

    /// <summary>Where a text stands among them; at the end, where it has not been there.</summary>
    public int PlaceOf(ReadOnlySpan<byte> bytes)
    {
        // It differs from process to process: nobody can write texts that all have one.
        HashCode hash = default;
        hash.AddBytes(bytes);
        int code = hash.ToHashCode();
        int slot = code & (_slots.Length - 1);
        for (; _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            int place = _slots[slot] - 1;
            if (_hashes[place] == code && this[place].SequenceEqual(bytes))
            {
                return place;
            }
        }

        _bytes.AddRange(bytes);
        _ends.Add(_bytes.Count);
        _hashes.Add(code);
        _slots[slot] = Count;
        if (Count * 2 > _slots.Length)
        {
            Grow();
        }

        return Count - 1;
    }

    /// <summary>Forgets them.</summary>
    public void Clear()
    {
        _bytes.Clear();
        _ends.Clear();
        _hashes.Clear();
        _slots.AsSpan().Clear();
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        for (int place = 0; place < Count; place++)
        {
            int slot = _hashes[place] & (_slots.Length - 1);
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & (_slots.Length - 1);
            }

            _slots[slot] = place + 1;
        }
    }
}
