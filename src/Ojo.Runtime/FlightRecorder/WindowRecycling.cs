using Ojo.Flushing;
using Ojo.Recording;

namespace Ojo.FlightRecorder;

/// <summary>Keeps some chunks free by giving up the oldest, whichever thread's they are, so that all threads cover the same time.</summary>
/// <remarks>
/// Oldest is the chunk whose last event is: the window begins after the last event that was given up, and so loses as little as
/// can be. A chunk that a thread writes into is never given up, and what an idle one holds does not keep others' from it. While a snapshot
/// is being written, what it is to hold is not given up either, but what came since is, so that the newest events are there when it is done.
/// For the flusher alone, which also writes the snapshots.
/// </remarks>
internal sealed class WindowRecycling
{
    private readonly Ring _ring;
    private readonly ChunkPool _pool;
    private readonly RingDrain _drain;
    private readonly RecorderTurn _turn;
    private readonly ChunkReserve _reserve;
    private readonly PriorityQueue<LaneSource, long> _oldest = new();

    public WindowRecycling(Ring ring, ChunkPool pool, RingDrain drain, RecorderTurn turn)
    {
        _ring = ring;
        _pool = pool;
        _drain = drain;
        _turn = turn;
        _reserve = new ChunkReserve(ring);
    }

    /// <summary>Whether there was nothing to be given up when chunks were short.</summary>
    public bool IsExhausted { get; private set; }

    /// <summary>Makes room for what comes next, if there is little: by a larger pool as long as there is one, then by giving up the oldest.</summary>
    public void KeepRoom()
    {
        IsExhausted = false;
        _reserve.Adapt();
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

    /// <summary>Makes room while a snapshot is being written, of what it is not to hold.</summary>
    public void KeepRoomWhileWriting()
    {
        int enough = 2 * _ring.LeastFree;
        if (_ring.FreeChunkCount <= _ring.LeastFree && !_pool.Keep(atLeast: enough))
        {
            GiveUpOldest(until: enough);
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
        int given = 0;
        for (int missing = until - _ring.FreeChunkCount; given < missing && _oldest.TryDequeue(out LaneSource? source, out _); given++)
        {
            events += source.OverwriteOldest(_ring);
            Enqueue(source);
        }

        _oldest.Clear();
        foreach (LaneSource source in _drain.Sources)
        {
            source.EndOverwriting();
        }

        IsExhausted = given == 0 && _ring.FreeChunkCount == 0;
        _drain.Totals.CountOverwritten(events);
        if (!_drain.IsInRound)
        {
            _drain.RetireDeadLanes();
        }
    }

    private void Enqueue(LaneSource source)
    {
        if (source.TryGetOldest(out long lastTicks))
        {
            _oldest.Enqueue(source, lastTicks);
        }
    }
}
