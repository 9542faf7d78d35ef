namespace Ojo.Storage.Sqlite.Verification;

/// <summary>The stretches of one run, found by time: all that a time is in, however they overlap.</summary>
/// <remarks>They lie in order of their beginning, as a balanced tree whose nodes know the last end beneath them.</remarks>
internal sealed class RunStretches
{
    private readonly StretchMarks[] _stretches;
    private readonly long[] _lastBeneath;

    public RunStretches(List<StretchMarks> stretches)
    {
        stretches.Sort(static (left, right) => (left.FirstNs, left.Id).CompareTo((right.FirstNs, right.Id)));
        _stretches = [.. stretches];
        _lastBeneath = new long[_stretches.Length];
        _ = Fill(0, _stretches.Length);
    }

    public IReadOnlyList<StretchMarks> All => _stretches;

    /// <summary>The longest of them, in nanoseconds.</summary>
    public long Longest => _stretches.Max(static stretch => stretch.LastNs - stretch.FirstNs);

    /// <summary>Marks in each stretch that an event's time is in that there is such an event.</summary>
    /// <returns>Whether one of them knows of it.</returns>
    public bool Mark(long ns, long flow, int key) => Mark(0, _stretches.Length, ns, flow, key);

    private bool Mark(int from, int to, long ns, long flow, int key)
    {
        if (from >= to)
        {
            return false;
        }

        int middle = (from + to) / 2;
        if (_lastBeneath[middle] < ns)
        {
            return false;
        }

        bool isKnown = Mark(from, middle, ns, flow, key);
        if (_stretches[middle].FirstNs <= ns)
        {
            isKnown |= _stretches[middle].LastNs >= ns && _stretches[middle].Mark(ns, flow, key);
            isKnown |= Mark(middle + 1, to, ns, flow, key);
        }

        return isKnown;
    }

    private long Fill(int from, int to)
    {
        if (from >= to)
        {
            return long.MinValue;
        }

        int middle = (from + to) / 2;
        return _lastBeneath[middle] = Math.Max(_stretches[middle].LastNs, Math.Max(Fill(from, middle), Fill(middle + 1, to)));
    }
}
