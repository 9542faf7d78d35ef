using Ojo.Recording;
using Ojo.Salvage;

namespace Ojo.FlightRecorder;

/// <summary>What was in the ring of a process that lives at one time: how far each chunk was filled.</summary>
internal sealed class RingExtent
{
    private readonly Dictionary<ulong, uint> _committed = [];

    private RingExtent()
    {
    }

    /// <summary>The ticks of the newest event that there was before any of this was looked at; 0 if there was none.</summary>
    public long LastTicks { get; private init; }

    /// <summary>The ticks of the last event that had found no room by then; 0 if there was none.</summary>
    public long LastLost { get; private init; }

    /// <summary>Looks at a ring while its process records.</summary>
    /// <remarks>
    /// Chunks that are taken after the beginning are left out, so that of each thread there is one piece without a hole, which
    /// has at least what is older than <see cref="LastTicks"/>.
    /// </remarks>
    /// <exception cref="DamagedRingException">It makes no sense.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static RingExtent Read(RingFile file)
    {
        DeadRing ring = new(file);
        long last = 0;
        ring.ForEachChunk((offset, chunk) =>
        {
            if ((uint)chunk.Committed is > 0 and <= RingLayout.ChunkRecords)
            {
                long ticks = file.Read<long>(offset + ChunkHeader.ByteSize + (((uint)chunk.Committed - 1L) * RingLayout.RecordSize));
                last = file.Read<ChunkHeader>(offset).Sequence == chunk.Sequence ? Math.Max(last, ticks) : last;
            }
        });

        // Read anew: the number of chunks by now, and that of the last that was taken.
        ring = new DeadRing(file);
        RingExtent extent = new() { LastTicks = last, LastLost = ring.ReadLastLost() };
        ring.ForEachChunk((_, chunk) =>
        {
            if (chunk.Sequence <= (ulong)ring.ChunkSequence)
            {
                extent._committed[chunk.Sequence] = (uint)chunk.Committed;
            }
        });
        return extent;
    }

    /// <summary>Cuts off of a chunk what came later.</summary>
    /// <returns>False if all of it did.</returns>
    public bool TryCut(ref ChunkHeader chunk)
    {
        if (!_committed.TryGetValue(chunk.Sequence, out uint committed))
        {
            return false;
        }

        // More of it may be in files by now: those of a snapshot of the process's own.
        chunk.Committed = Math.Max(committed, chunk.Drained);
        return true;
    }
}
