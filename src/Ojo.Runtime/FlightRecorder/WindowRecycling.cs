using Ojo.Flushing;
using Ojo.Recording;

namespace Ojo.FlightRecorder;

/// <summary>Keeps some chunks free by giving up the oldest, whichever thread's they are, so that all threads cover the same time.</summary>
/// <remarks>
/// Oldest is the chunk whose last event is: the window begins after the last event that was given up, and so loses as little as
/// can be. A chunk that a thread writes into is never given up, and what an idle one holds does not keep others' from it.
/// For the flusher alone, which also writes the snapshots: nothing is given up while it is being written.
/// </remarks>
internal sealed class WindowRecycling
{
    private readonly Ring _ring;
    private readonly ChunkPool _pool;
    private readonly RingDrain _drain;
    private readonly RecorderTurn _turn;
    private readonly PriorityQueue<LaneSource, long> _oldest = new();

    public WindowRecycling(Ring ring, ChunkPool pool, RingDrain drain, RecorderTurn turn)
    {
        _ring = ring;
        _pool = pool;
        _drain = drain;
        _turn = turn;
    }

    /// <summary>Makes room for what comes next, if there is little: by a larger pool as long as there is one, then by giving up the oldest.</summary>
    public void KeepRoom()
    {
        int enough = 2 * _ring.LeastFree;
        do
        {
            if (_ring.FreeChunkCount <= _ring.LeastFree / 8 && _ring.ChunksPrepared < _ring.ChunkCapacity)
            {
                // To make chunks ready takes longer than to fill them.
                _turn.TryDo(() => GiveUpOldest(until: _ring.LeastFree / 4));
            }
        }
        while (_pool.Keep(atLeast: enough) && _ring.FreeChunkCount <= _ring.LeastFree);

        if (_ring.FreeChunkCount <= _ring.LeastFree)
        {
            _turn.TryDo(() => GiveUpOldest(until: enough));
        }
    }

    /// <param name="until">How many chunks are to be free afterwards.</param>
    private void GiveUpOldest(int until)
    {
        _drain.Collect();
        foreach (LaneSource source in _drain.Sources)
        {
            Enqueue(source);
        }

        long events = 0;
        for (int missing = until - _ring.FreeChunkCount; missing > 0 && _oldest.TryDequeue(out LaneSource? source, out _); missing--)
        {
            events += source.OverwriteOldest(_ring);
            Enqueue(source);
        }

        _oldest.Clear();
        foreach (LaneSource source in _drain.Sources)
        {
            source.EndOverwriting();
        }

        _drain.Totals.CountOverwritten(events);
        _drain.RetireDeadLanes();
    }

    private void Enqueue(LaneSource source)
    {
        if (source.TryGetOldest(out long lastTicks))
        {
            _oldest.Enqueue(source, lastTicks);
        }
    }
}
