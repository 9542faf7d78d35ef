using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ojo.Clocks;
using Ojo.Format;
using Ojo.Recording;

namespace Ojo.Flushing;

/// <summary>How far the flusher is with a chunk.</summary>
internal unsafe struct ChunkDrain
{
    public ChunkHeader* Chunk;

    /// <summary>The chunk's <see cref="ChunkHeader.Sequence"/>, for which one need not go there.</summary>
    public ulong Sequence;

    /// <summary>
    /// Whether the flusher has taken it from the stack of complete chunks. Until then it must not become free: it would be
    /// in two stacks.
    /// </summary>
    public bool IsTaken;

    /// <summary>The next record that has not been looked at (<see cref="Find"/>).</summary>
    public uint Looked;

    /// <summary>The next record to be written.</summary>
    public uint Position;

    /// <summary>The first record that is not to be written in this round.</summary>
    public uint End;

    /// <summary>Whether all that it has, and ever will have, has been looked at.</summary>
    public readonly bool IsLookedThrough => IsTaken && Looked == (uint)Volatile.Read(ref Chunk->Committed);

    /// <summary>The ticks of the next record to be written; meaningless where there is none.</summary>
    public readonly long NextTicks => (long)*Ring.RecordAt(Chunk, Position);

    /// <summary>The ticks of the chunk's last record; the least there are if it has none.</summary>
    public readonly long LastTicks
    {
        get
        {
            uint committed = (uint)Volatile.Read(ref Chunk->Committed);
            return committed == 0 ? long.MinValue : (long)*Ring.RecordAt(Chunk, committed - 1);
        }
    }

    /// <summary>How many of the chunk's events have not been written.</summary>
    public readonly ulong EventsLeft
    {
        get
        {
            ulong events = Volatile.Read(ref Chunk->Committed) >> 32;
            return events - CountHeads(0, Position);
        }
    }

    /// <summary>How many events begin in a range of the chunk's records.</summary>
    public readonly ulong CountHeads(uint first, uint end)
    {
        ulong heads = 0;
        ulong* record = Ring.RecordAt(Chunk, first);
        for (uint at = first; at < end; at++, record += 3)
        {
            heads += IsHead(record) ? 1u : 0;
        }

        return heads;
    }

    /// <summary>Finds the events of some types among those that it has not looked at before.</summary>
    public void Find(ReadOnlySpan<uint> types, FoundEvent found)
    {
        uint committed = (uint)Volatile.Read(ref Chunk->Committed);
        while (Looked < committed)
        {
            ulong* record = Ring.RecordAt(Chunk, Looked++);
            if (types.Contains((uint)(record[1] >> 32)))
            {
                uint first = Looked - 1;
                while (Looked < committed && !IsHead(Ring.RecordAt(Chunk, Looked)))
                {
                    Looked++;
                }

                found(new ReadOnlySpan<TraceRecord>(record, (int)(Looked - first)));
            }
        }
    }

    /// <summary>Writes the records up to and including <paramref name="until"/>, or until the batch is full.</summary>
    /// <param name="batch">Where to.</param>
    /// <param name="until">The ticks of the last event to be written.</param>
    /// <param name="earliest">No record is given an earlier time than this.</param>
    public void WriteTo(TraceBatch batch, long until, ulong earliest)
    {
        Timeline conversion = batch.Conversion;
        ulong lastTime = Math.Max(earliest, batch.LastTime);
        ulong* record = Ring.RecordAt(Chunk, Position);
        ulong* end = Ring.RecordAt(Chunk, End);
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
            Position += (uint)written;
        }

        batch.LastTime = lastTime;
        batch.Events += events;
    }

    private static bool IsHead(ulong* record) => record[1] >> 32 is not (MetaEvent.Extend or MetaEvent.Text);
}
