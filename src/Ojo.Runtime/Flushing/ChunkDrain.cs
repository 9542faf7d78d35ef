using Ojo.Recording;

namespace Ojo.Flushing;

/// <summary>How far the flusher is with a chunk.</summary>
internal unsafe struct ChunkDrain
{
    public ChunkHeader* Chunk;

    /// <summary>
    /// Whether the flusher has taken it from the stack of complete chunks. Until then it must not become free: it would be
    /// in two stacks.
    /// </summary>
    public bool IsTaken;

    /// <summary>The next record that has not been looked at (<see cref="LaneSource.Find"/>).</summary>
    public uint Looked;

    /// <summary>The next record to be written.</summary>
    public uint Position;

    /// <summary>The first record that is not to be written in this round.</summary>
    public uint End;
}
