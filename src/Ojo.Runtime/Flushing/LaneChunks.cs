using System.Runtime.InteropServices;
using Ojo.Recording;

namespace Ojo.Flushing;

/// <summary>The chunks of one lane that the flusher knows of and has not given back, the oldest first.</summary>
internal sealed unsafe class LaneChunks
{
    private readonly List<ChunkDrain> _chunks = [];
    private ulong _writtenByOthers;

    public int Count => _chunks.Count;

    /// <summary>The <see cref="ChunkHeader.Sequence"/> of the newest that there ever was.</summary>
    public ulong NewestSequence { get; private set; }

    public ref ChunkDrain this[int index] => ref AsSpan()[index];

    /// <summary>Adds a chunk, unless it is there already.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="isTaken">Whether it was taken from the stack of complete chunks, and not just seen open.</param>
    public void Add(ChunkHeader* chunk, bool isTaken)
    {
        int at = _chunks.Count;
        ulong sequence = chunk->Sequence;
        while (at > 0 && this[at - 1].Sequence >= sequence)
        {
            at--;
            if (this[at].Chunk == chunk)
            {
                this[at].IsTaken |= isTaken;
                return;
            }
        }

        ChunkDrain drain = new() { Chunk = chunk, Sequence = sequence, Position = chunk->Drained, IsTaken = isTaken };
        _writtenByOthers += drain.CountHeads(0, drain.Position);
        _chunks.Insert(at, drain);
        NewestSequence = Math.Max(NewestSequence, sequence);
    }

    /// <summary>Fixes what is to be written in this round: all that is committed now.</summary>
    public void Begin()
    {
        foreach (ref ChunkDrain drain in AsSpan())
        {
            drain.End = (uint)Volatile.Read(ref drain.Chunk->Committed);
        }
    }

    /// <summary>Notes in the ring what will be done once the file has its final name.</summary>
    public void Prepare()
    {
        foreach (ref ChunkDrain drain in AsSpan())
        {
            drain.Chunk->Draining = drain.Position;
        }
    }

    /// <summary>What was written is in a file with its final name.</summary>
    public void Commit()
    {
        foreach (ref ChunkDrain drain in AsSpan())
        {
            drain.Chunk->Drained = drain.Position;
        }
    }

    /// <summary>Goes on where somebody else ended who had the turn.</summary>
    public void GoOnAfterOthers()
    {
        foreach (ref ChunkDrain drain in AsSpan())
        {
            _writtenByOthers += drain.CountHeads(drain.Position, drain.Chunk->Drained);
            drain.Position = drain.Chunk->Drained;
        }
    }

    /// <summary>How many events others have written, of which nobody has been told.</summary>
    public ulong TakeWrittenByOthers()
    {
        ulong events = _writtenByOthers;
        _writtenByOthers = 0;
        return events;
    }

    /// <summary>What was written since the last commit is to be written again.</summary>
    public void RollBack()
    {
        foreach (ref ChunkDrain drain in AsSpan())
        {
            drain.Position = drain.Chunk->Draining = drain.Chunk->Drained;
        }
    }

    /// <summary>Gives back the complete chunks, from the oldest on, of which nothing is left to be written.</summary>
    /// <returns>How many there were.</returns>
    public int FreeDrained(Ring ring)
    {
        int freed = 0;
        foreach (ref ChunkDrain drain in AsSpan())
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

        Remove(0, freed);
        return freed;
    }

    /// <summary>Forgets chunks that have been given back.</summary>
    public void Remove(int first, int count) => _chunks.RemoveRange(first, count);

    public Span<ChunkDrain> AsSpan() => CollectionsMarshal.AsSpan(_chunks);
}
