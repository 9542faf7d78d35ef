using System.Runtime.InteropServices;

namespace Transfer.Ranges;

/// <summary>A set of numbers, kept as ranges that neither touch nor overlap, in ascending order.</summary>
/// <remarks>What arrives in order stays one range however long it gets, so a search is rarely more than a step or two.</remarks>
internal sealed class RangeSet
{
    private readonly List<NumberRange> _ranges = [];

    /// <summary>How many ranges there are; each gap between two of them is something that is missing.</summary>
    public int Count => _ranges.Count;

    public NumberRange this[int index] => _ranges[index];

    public ReadOnlySpan<NumberRange> Ranges => CollectionsMarshal.AsSpan(_ranges);

    /// <summary>Adds one number.</summary>
    /// <returns>Whether it is new.</returns>
    public bool Add(ulong number) => Add(number, number + 1) > 0;

    /// <summary>Adds the numbers from <paramref name="start"/> up to but without <paramref name="end"/>.</summary>
    /// <returns>How many of them are new.</returns>
    public ulong Add(ulong start, ulong end)
    {
        if (start >= end)
        {
            return 0;
        }

        int first = IndexOfFirstEndingAtOrAfter(start);
        int next = first;
        ulong known = 0;
        NumberRange merged = new(start, end);
        for (; next < _ranges.Count && _ranges[next].Start <= end; next++)
        {
            NumberRange range = _ranges[next];
            known += Overlap(range, start, end);
            merged = new(Math.Min(merged.Start, range.Start), Math.Max(merged.End, range.End));
        }

        if (next == first)
        {
            _ranges.Insert(first, merged);
        }
        else
        {
            _ranges[first] = merged;
            _ranges.RemoveRange(first + 1, next - first - 1);
        }

        return end - start - known;
    }

    public bool Contains(ulong number)
    {
        int index = IndexOfFirstEndingAtOrAfter(number + 1);
        return index < _ranges.Count && _ranges[index].Start <= number;
    }

    /// <summary>The parts of a range that are not in the set, in ascending order.</summary>
    public IEnumerable<NumberRange> Missing(NumberRange within)
    {
        ulong position = within.Start;
        for (int i = IndexOfFirstEndingAtOrAfter(within.Start); i < _ranges.Count && _ranges[i].Start < within.End; i++)
        {
            if (_ranges[i].Start > position)
            {
                yield return new(position, _ranges[i].Start);
            }

            position = Math.Max(position, _ranges[i].End);
        }

        if (position < within.End)
        {
            yield return new(position, within.End);
        }
    }

    /// <summary>Forgets the lowest ranges until no more than <paramref name="count"/> are left.</summary>
    public void KeepHighest(int count)
    {
        if (_ranges.Count > count)
        {
            _ranges.RemoveRange(0, _ranges.Count - count);
        }
    }

    private static ulong Overlap(NumberRange range, ulong start, ulong end)
    {
        ulong from = Math.Max(range.Start, start);
        ulong to = Math.Min(range.End, end);
        return to > from ? to - from : 0;
    }

    private int IndexOfFirstEndingAtOrAfter(ulong number)
    {
        // From the back: what arrives is nearly always near the end.
        int index = _ranges.Count;
        while (index > 0 && _ranges[index - 1].End >= number)
        {
            index--;
        }

        return index;
    }
}
