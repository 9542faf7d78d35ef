using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Ojo.Interop.Parquet.Format;

/// <summary>The different numbers among some, and where each stands among those.</summary>
internal sealed class DistinctNumbers
{
    private const int Most = 1 << 16;
    private const int BytesOfRun = 5;

    private readonly List<ulong> _values = [];
    private int[] _slots = new int[64];
    private int[] _places = [];
    private int _count;
    private int _runs;

    /// <summary>The different numbers, in the order in which they came.</summary>
    public ReadOnlySpan<ulong> Values => CollectionsMarshal.AsSpan(_values);

    private int Width => RunLengths.WidthOf((ulong)Math.Max(0, _values.Count - 1));

    /// <summary>Looks for them.</summary>
    /// <param name="numbers">All numbers.</param>
    /// <param name="size">How many bytes each takes in a dictionary.</param>
    /// <param name="room">How many bytes the dictionary and the places in it may take together.</param>
    /// <returns>Whether they do.</returns>
    public bool TryFind(ReadOnlySpan<ulong> numbers, int size, int room)
    {
        _values.Clear();
        _slots.AsSpan().Clear();
        (_count, _runs) = (numbers.Length, 0);
        if (_places.Length < numbers.Length)
        {
            _places = new int[numbers.Length];
        }

        int most = Math.Min(Most, room / size);
        for (int at = 0; at < numbers.Length; at++)
        {
            // Runs are common: of flows' numbers, of states.
            if (at > 0 && numbers[at] == numbers[at - 1])
            {
                _places[at] = _places[at - 1];
                continue;
            }

            _places[at] = PlaceOf(numbers[at]);
            _runs++;
            if (_values.Count > most)
            {
                return false;
            }
        }

        return numbers.Length > 0 && ((long)_values.Count * size) + Math.Min((long)numbers.Length * Width / 8, (long)_runs * BytesOfRun) < room;
    }

    /// <summary>Writes the numbers' places: how many bits each takes, then these.</summary>
    public void WritePlaces(IBufferWriter<byte> output)
    {
        output.Write([(byte)Width]);
        RunLengths.Write(output, _places.AsSpan(0, _count), Width);
    }

    private int PlaceOf(ulong number)
    {
        int slot = SlotOf(number);
        if (_slots[slot] == 0)
        {
            _values.Add(number);
            _slots[slot] = _values.Count;
            if (_values.Count * 2 > _slots.Length)
            {
                Grow();
            }

            return _values.Count - 1;
        }

        return _slots[slot] - 1;
    }

    private int SlotOf(ulong number)
    {
        // Fibonacci's: neighbours come far apart.
        int slot = (int)((number * 0x9E37_79B9_7F4A_7C15) >> (64 - BitOperations.Log2((uint)_slots.Length)));
        while (_slots[slot] != 0 && _values[_slots[slot] - 1] != number)
        {
            slot = (slot + 1) & (_slots.Length - 1);
        }

        return slot;
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        for (int place = 0; place < _values.Count; place++)
        {
            _slots[SlotOf(_values[place])] = place + 1;
        }
    }
}
