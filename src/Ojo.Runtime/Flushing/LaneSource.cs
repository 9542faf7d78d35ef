using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ojo.Clocks;
using Ojo.Format;
using Ojo.Recording;

namespace Ojo.Flushing;

/// <summary>What one lane has to be written, in order of time: its chunks' records and the gaps between them.</summary>
/// <remarks>
/// What has been handed to a trace file is taken as done by <see cref="Commit"/>, when the file has its final name, or
/// undone by <see cref="RollBack"/>.
/// </remarks>
internal sealed unsafe class LaneSource : MergeSource
{
    private readonly List<ChunkDrain> _chunks = [];
    private int _current;
    private ulong _newestSequence;
    private Gap _gap;

    // A gap that no chunk has ended yet.
    private ulong _lostAtEnd;
    private long _endGapFirst;
    private long _endGapLast;

    // What a flight recorder gave up, which is always the oldest there was.
    private ulong _overwrittenReported;
    private long _overwrittenFirst;
    private int _overwrittenChunks;

    private ulong _reported;
    private long _reportedUntil = long.MinValue;
    private long _committedUntil = long.MinValue;

    // No event of the lane is earlier than the one before it, whatever its clock said.
    private ulong _lastTime;
    private ulong _committedTime;

    public LaneSource(Lane lane)
    {
        Lane = lane;
        _reported = lane.Slot->LostReported;
    }

    private enum Gap
    {
        None,
        Overwritten,
        Lost,
    }

    public Lane Lane { get; }

    /// <summary>Whether the lane's thread is dead, so that nothing more will come.</summary>
    public bool IsDead { get; set; }

    /// <summary>Whether there is no chunk of the lane's.</summary>
    public bool HasNoChunk => _chunks.Count == 0;

    /// <summary>Whether all that the lane ever had is in trace files.</summary>
    public bool IsDrained => _chunks.Count == 0 && Lane.EventsLost == Lane.Slot->LostReported;

    /// <summary>Adds a chunk of the lane, unless it is there already.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="isTaken">Whether it was taken from the stack of complete chunks, and not just seen open.</param>
    public void Add(ChunkHeader* chunk, bool isTaken)
    {
        int at = _chunks.Count;
        while (at > 0 && _chunks[at - 1].Chunk->Sequence >= chunk->Sequence)
        {
            at--;
            if (_chunks[at].Chunk == chunk)
            {
                CollectionsMarshal.AsSpan(_chunks)[at].IsTaken |= isTaken;
                return;
            }
        }

        _chunks.Insert(at, new ChunkDrain { Chunk = chunk, Position = chunk->Drained, IsTaken = isTaken });
        _newestSequence = Math.Max(_newestSequence, chunk->Sequence);
    }

    /// <summary>Fixes what is to be written in this round: all that is committed now.</summary>
    public void Begin()
    {
        foreach (ref ChunkDrain drain in CollectionsMarshal.AsSpan(_chunks))
        {
            drain.End = (uint)Volatile.Read(ref drain.Chunk->Committed);
        }

        // The order matters: values of a later gap would come with a later chunk's sequence.
        ulong lost = Volatile.Read(ref Lane.Slot->Lost);
        long last = Volatile.Read(ref Lane.Slot->GapLast);
        long first = Volatile.Read(ref Lane.Slot->GapFirst);
        if (Volatile.Read(ref Lane.Slot->NewestSequence) == _newestSequence)
        {
            _lostAtEnd = lost;
            _endGapLast = last;
            _endGapFirst = first;
        }

        _current = 0;
        MoveToNext();
    }

    /// <inheritdoc/>
    public override void WriteTo(TraceBatch batch, long until)
    {
        do
        {
            switch (_gap)
            {
                case Gap.None:
                    WriteRecords(batch, ref CollectionsMarshal.AsSpan(_chunks)[_current], until);
                    break;
                case Gap.Overwritten:
                    WriteOverwritten(batch);
                    break;
                default:
                    WriteLost(batch);
                    break;
            }

            MoveToNext();
        }
        while (HasNext && NextTicks <= until && batch.Room > 0);
    }

    /// <summary>Notes in the ring what will be done once the file has its final name.</summary>
    public void Prepare()
    {
        Lane.Slot->LostReporting = _reported;
        Lane.Slot->ReportingUntil = _reportedUntil;
        Lane.Slot->OverwrittenReporting = _overwrittenReported;
        foreach (ref ChunkDrain drain in CollectionsMarshal.AsSpan(_chunks))
        {
            drain.Chunk->Draining = drain.Position;
        }
    }

    /// <summary>What was written is in a file with its final name.</summary>
    public void Commit()
    {
        Lane.Slot->LostReported = _reported;
        Lane.Slot->ReportedUntil = _reportedUntil;
        Lane.Slot->OverwrittenReported = _overwrittenReported;
        _committedUntil = _reportedUntil;
        _committedTime = _lastTime;
        foreach (ref ChunkDrain drain in CollectionsMarshal.AsSpan(_chunks))
        {
            drain.Chunk->Drained = drain.Position;
        }
    }

    /// <summary>Gives back the complete chunks of which nothing is left to be written.</summary>
    /// <returns>How many there were.</returns>
    public int FreeDrained(Ring ring)
    {
        int freed = 0;
        foreach (ref ChunkDrain drain in CollectionsMarshal.AsSpan(_chunks))
        {
            // A chunk that was taken is complete: its count is the last there will be.
            ChunkHeader* chunk = drain.Chunk;
            if (!drain.IsTaken || chunk->Drained != (uint)Volatile.Read(ref chunk->Committed))
            {
                break;
            }

            ring.Free(chunk);
            freed++;
        }

        _chunks.RemoveRange(0, freed);
        _current -= freed;
        return freed;
    }

    /// <summary>The file was not written: everything since the last commit is to be written again.</summary>
    public void RollBack()
    {
        foreach (ref ChunkDrain drain in CollectionsMarshal.AsSpan(_chunks))
        {
            drain.Position = drain.Chunk->Drained;
        }

        _reported = Lane.Slot->LostReported;
        _overwrittenReported = Lane.Slot->OverwrittenReported;
        _reportedUntil = _committedUntil;
        _lastTime = _committedTime;
        HasNext = false;
    }

    /// <summary>Finds the events of some types among those that it has not looked at before.</summary>
    public void Find(ReadOnlySpan<uint> types, List<(long Ticks, uint Type)> found)
    {
        foreach (ref ChunkDrain drain in CollectionsMarshal.AsSpan(_chunks))
        {
            uint committed = (uint)Volatile.Read(ref drain.Chunk->Committed);
            for (; drain.Looked < committed; drain.Looked++)
            {
                ulong* record = Ring.RecordAt(drain.Chunk, drain.Looked);
                uint type = (uint)(record[1] >> 32);
                if (types.Contains(type))
                {
                    found.Add(((long)record[0], type));
                }
            }
        }
    }

    /// <summary>The ticks of the last event in the oldest chunk that a flight recorder may give up.</summary>
    /// <returns>False if there is none: a chunk that its thread writes into is never given up.</returns>
    public bool TryGetOldest(out long lastTicks)
    {
        lastTicks = long.MinValue;
        if (_overwrittenChunks == _chunks.Count || !_chunks[_overwrittenChunks].IsTaken)
        {
            return false;
        }

        ChunkHeader* chunk = _chunks[_overwrittenChunks].Chunk;
        uint committed = (uint)Volatile.Read(ref chunk->Committed);
        lastTicks = committed == 0 ? lastTicks : (long)*Ring.RecordAt(chunk, committed - 1);
        return true;
    }

    /// <summary>Gives up the oldest chunk, and counts what was in it and in no file. <see cref="EndOverwriting"/> is to follow.</summary>
    /// <remarks>
    /// What the slot is to say is noted in the chunk first, and the chunk becomes free last: at whichever step the process
    /// dies, the events are either there or counted.
    /// </remarks>
    /// <returns>How many events there were.</returns>
    public long OverwriteOldest(Ring ring)
    {
        ref ChunkDrain drain = ref CollectionsMarshal.AsSpan(_chunks)[_overwrittenChunks++];
        ChunkHeader* chunk = drain.Chunk;
        ulong events = EventsAfter(chunk, drain.Position);
        if (events > 0)
        {
            LaneSlot* slot = Lane.Slot;
            if (slot->Overwritten == slot->OverwrittenReported)
            {
                _overwrittenFirst = (long)*Ring.RecordAt(chunk, drain.Position);
            }

            ulong overwritten = slot->Overwritten + events;
            long last = (long)*Ring.RecordAt(chunk, (uint)chunk->Committed - 1);
            chunk->GapFirst = (long)overwritten;
            chunk->GapLast = last;
            Volatile.Write(ref chunk->State, ChunkState.Overwritten);
            slot->OverwrittenLast = last;
            Volatile.Write(ref slot->Overwritten, overwritten);
        }

        ring.Free(chunk);
        return (long)events;
    }

    /// <summary>Forgets the chunks that were given up.</summary>
    public void EndOverwriting()
    {
        _chunks.RemoveRange(0, _overwrittenChunks);
        _overwrittenChunks = 0;
    }

    /// <summary>
    /// Moves what a dead thread's lane has still to tell into another lane, so that its slot can be given to another thread.
    /// </summary>
    /// <returns>How many lost events the other lane counts now.</returns>
    public ulong MoveReportsTo(LaneSource shared)
    {
        LaneSlot* from = Lane.Slot;
        LaneSlot* to = shared.Lane.Slot;
        ulong lost = from->Lost - from->LostReported;
        if (lost > 0)
        {
            Interlocked.CompareExchange(ref to->GapFirst, from->GapFirst, 0);
            to->GapLast = Math.Max(to->GapLast, from->GapLast);
            Interlocked.Add(ref to->Lost, lost);
        }

        ulong overwritten = from->Overwritten - from->OverwrittenReported;
        if (overwritten > 0)
        {
            shared._overwrittenFirst = to->Overwritten == to->OverwrittenReported
                ? _overwrittenFirst
                : Math.Min(shared._overwrittenFirst, _overwrittenFirst);
            to->Overwritten += overwritten;
        }

        to->OverwrittenLast = Math.Max(to->OverwrittenLast, Math.Max(from->OverwrittenLast, from->Lost > 0 ? from->GapLast : 0));
        return lost;
    }

    private static ulong EventsAfter(ChunkHeader* chunk, uint position)
    {
        ulong committed = Volatile.Read(ref chunk->Committed);
        ulong events = committed >> 32;
        ulong* record = Ring.RecordAt(chunk, 0);
        for (uint drained = 0; drained < position; drained++, record += 3)
        {
            events -= IsHead(record) ? 1u : 0;
        }

        return events;
    }

    private static bool IsHead(ulong* record) => record[1] >> 32 is not (MetaEvent.Extend or MetaEvent.Text);

    private void MoveToNext()
    {
        if (Lane.Slot->Overwritten > _overwrittenReported)
        {
            SetNext(Gap.Overwritten, Lane.Slot->OverwrittenLast);
            return;
        }

        Span<ChunkDrain> chunks = CollectionsMarshal.AsSpan(_chunks);
        for (; _current < chunks.Length; _current++)
        {
            ref ChunkDrain drain = ref chunks[_current];
            if (drain.Chunk->LostBefore > _reported)
            {
                // It may have been before events that were given up since, and that has been told.
                SetNext(Gap.Lost, Math.Max(drain.Chunk->GapLast, _reportedUntil));
                return;
            }

            if (drain.Position < drain.End)
            {
                SetNext(Gap.None, (long)*Ring.RecordAt(drain.Chunk, drain.Position));
                return;
            }
        }

        HasNext = false;
        if (_lostAtEnd > _reported)
        {
            SetNext(Gap.Lost, Math.Max(_endGapLast, _reportedUntil));
        }
    }

    private void SetNext(Gap gap, long ticks)
    {
        HasNext = true;
        NextTicks = ticks;
        _gap = gap;
    }

    private void WriteOverwritten(TraceBatch batch)
    {
        ulong overwritten = Lane.Slot->Overwritten;
        _lastTime = batch.WriteOverwritten(overwritten - _overwrittenReported, Math.Min(_overwrittenFirst, NextTicks), NextTicks, _lastTime);
        _overwrittenReported = overwritten;
        _reportedUntil = Math.Max(_reportedUntil, NextTicks);
    }

    private void WriteLost(TraceBatch batch)
    {
        ulong lost = _lostAtEnd;
        long first = _endGapFirst;
        if (_current < _chunks.Count)
        {
            ChunkHeader* chunk = _chunks[_current].Chunk;
            lost = chunk->LostBefore;
            first = chunk->GapFirst;
        }

        // The beginning of a long gap may have been reported: then the rest begins where that report ended.
        _lastTime = batch.WriteGap(lost - _reported, Math.Min(Math.Max(first, _reportedUntil), NextTicks), NextTicks, _lastTime);
        _reported = lost;
        _reportedUntil = NextTicks;
    }

    private void WriteRecords(TraceBatch batch, ref ChunkDrain drain, long until)
    {
        Timeline conversion = batch.Conversion;
        ulong lastTime = Math.Max(_lastTime, batch.LastTime);
        ulong* record = Ring.RecordAt(drain.Chunk, drain.Position);
        ulong* end = Ring.RecordAt(drain.Chunk, drain.End);
        long room = batch.Room;
        long events = 0;
        bool isDone = false;
        while (!isDone && record < end)
        {
            Span<TraceRecord> target = batch.Writer.Reserve();
            ref ulong word = ref Unsafe.As<TraceRecord, ulong>(ref MemoryMarshal.GetReference(target));
            int written = 0;
            for (; written < target.Length && record < end; written++)
            {
                // What belongs to a head stays with it.
                bool isHead = IsHead(record);
                if (isHead && ((long)record[0] > until || written >= room))
                {
                    isDone = true;
                    break;
                }

                events += isHead ? 1 : 0;
                lastTime = Math.Max(lastTime, conversion.ToUnits((long)record[0]));
                word = lastTime;
                Unsafe.Add(ref word, 1) = record[1];
                Unsafe.Add(ref word, 2) = record[2];
                word = ref Unsafe.Add(ref word, 3);
                record += 3;
            }

            batch.Writer.Advance(written);
            room -= written;
            drain.Position += (uint)written;
        }

        _lastTime = batch.LastTime = lastTime;
        batch.Events += events;
    }
}
