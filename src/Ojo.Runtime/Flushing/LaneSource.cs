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
    private bool _isAtGap;

    // A gap that no chunk has ended yet.
    private ulong _lostAtEnd;
    private long _endGapFirst;
    private long _endGapLast;

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

    public Lane Lane { get; }

    /// <summary>Whether the lane's thread is dead, so that nothing more will come.</summary>
    public bool IsDead { get; set; }

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
            if (_isAtGap)
            {
                WriteGap(batch);
            }
            else
            {
                WriteRecords(batch, ref CollectionsMarshal.AsSpan(_chunks)[_current], until);
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
        _reportedUntil = _committedUntil;
        _lastTime = _committedTime;
        HasNext = false;
    }

    private void MoveToNext()
    {
        Span<ChunkDrain> chunks = CollectionsMarshal.AsSpan(_chunks);
        for (; _current < chunks.Length; _current++)
        {
            ref ChunkDrain drain = ref chunks[_current];
            if (drain.Chunk->LostBefore > _reported)
            {
                SetNext(isAtGap: true, drain.Chunk->GapLast);
                return;
            }

            if (drain.Position < drain.End)
            {
                SetNext(isAtGap: false, (long)*Ring.RecordAt(drain.Chunk, drain.Position));
                return;
            }
        }

        HasNext = false;
        if (_lostAtEnd > _reported)
        {
            SetNext(isAtGap: true, _endGapLast);
        }
    }

    private void SetNext(bool isAtGap, long ticks)
    {
        HasNext = true;
        NextTicks = ticks;
        _isAtGap = isAtGap;
    }

    private void WriteGap(TraceBatch batch)
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
        _lastTime = batch.WriteGap(lost - _reported, Math.Max(first, _reportedUntil), NextTicks, _lastTime);
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
                bool isHead = record[1] >> 32 is not (MetaEvent.Extend or MetaEvent.Text);
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
