namespace Ojo.Flushing;

/// <summary>The lanes that have something to be written, the one with the earliest on top: merges them by time.</summary>
internal sealed class LaneHeap
{
    private readonly List<MergeSource> _sources = [];

    public bool IsEmpty => _sources.Count == 0;

    /// <summary>The ticks of the earliest event of all.</summary>
    public long NextTicks => _sources[0].NextTicks;

    /// <summary>Begins with these lanes, of which those that have nothing are left out.</summary>
    public void Reset(IEnumerable<MergeSource> sources)
    {
        _sources.Clear();
        foreach (MergeSource source in sources)
        {
            if (source.HasNext)
            {
                _sources.Add(source);
            }
        }

        for (int i = (_sources.Count / 2) - 1; i >= 0; i--)
        {
            SiftDown(i);
        }
    }

    /// <summary>Writes the earliest events of all lanes until there are no more or the batch is full.</summary>
    public void WriteTo(TraceBatch batch)
    {
        while (_sources.Count > 0 && batch.Room > 0)
        {
            MergeSource top = _sources[0];
            top.WriteTo(batch, SecondTicks());
            if (!top.HasNext)
            {
                _sources[0] = _sources[^1];
                _sources.RemoveAt(_sources.Count - 1);
            }

            SiftDown(0);
        }
    }

    /// <summary>The earliest ticks of the lanes that are not on top.</summary>
    private long SecondTicks() => _sources.Count switch
    {
        1 => long.MaxValue,
        2 => _sources[1].NextTicks,
        _ => Math.Min(_sources[1].NextTicks, _sources[2].NextTicks),
    };

    private void SiftDown(int at)
    {
        while (true)
        {
            int child = (2 * at) + 1;
            if (child >= _sources.Count)
            {
                return;
            }

            if (child + 1 < _sources.Count && _sources[child + 1].NextTicks < _sources[child].NextTicks)
            {
                child++;
            }

            if (_sources[at].NextTicks <= _sources[child].NextTicks)
            {
                return;
            }

            (_sources[at], _sources[child]) = (_sources[child], _sources[at]);
            at = child;
        }
    }
}
