using Ojo.Storage.Queries;

namespace Ojo.Cli.Tail;

/// <summary>How far a run has been shown, and which of its latest events have been.</summary>
/// <remarks>
/// A tracer's threads are merged by time within a file, and of the next file some events may be a little older than the last of the one before.
/// So the end of what was shown is looked at again, and what was shown of it is known by what is in it.
/// </remarks>
internal sealed class RunPlace
{
    /// <summary>How much later than its successors an event may come.</summary>
    private const long OverlapNs = 2_000_000_000;

    private readonly Queue<(long TNs, int Hash)> _latest = [];
    private Dictionary<int, int> _shown = [];
    private long _lastNs = long.MinValue;

    /// <summary>How many events the run had when it was last looked at.</summary>
    public long Events { get; private set; } = -1;

    /// <summary>From when on the run is to be looked at; null: from its start.</summary>
    public long? FromNs => _lastNs == long.MinValue ? null : _lastNs - OverlapNs;

    /// <summary>Begins to go through the events from <see cref="FromNs"/> on, in order of time.</summary>
    public void Begin()
    {
        _shown = [];
        foreach ((long _, int hash) in _latest)
        {
            _shown[hash] = _shown.GetValueOrDefault(hash) + 1;
        }

        _latest.Clear();
    }

    /// <summary>Whether the next event has not been shown.</summary>
    public bool Pass(EventRow one)
    {
        int hash = HashCode.Combine(one.Flow.FlowId, one.TNs, one.EventType, one.Payload);
        _lastNs = Math.Max(_lastNs, one.TNs);
        _latest.Enqueue((one.TNs, hash));
        Forget();
        if (!_shown.TryGetValue(hash, out int count))
        {
            return true;
        }

        if (count == 1)
        {
            _shown.Remove(hash);
        }
        else
        {
            _shown[hash] = count - 1;
        }

        return false;
    }

    /// <summary>All events have been gone through.</summary>
    public void End(StoredRun run)
    {
        Events = run.Events;
        _lastNs = Math.Max(_lastNs, run.LastNs);
        Forget();
        _shown = [];
    }

    private void Forget()
    {
        while (_latest.TryPeek(out (long TNs, int Hash) oldest) && oldest.TNs < _lastNs - OverlapNs)
        {
            _latest.Dequeue();
        }
    }
}
