using Ojo.Recording;

namespace Ojo.Salvage;

/// <summary>A chunk of a dead process's ring, and how far the salvager is with it.</summary>
internal sealed class DeadChunk
{
    public DeadChunk(uint index, long offset, in ChunkHeader header)
    {
        Index = index;
        Offset = offset;
        Lane = header.Lane;
        Sequence = header.Sequence;
        Committed = (uint)header.Committed;
        LostBefore = header.LostBefore;
        GapFirst = header.GapFirst;
        GapLast = header.GapLast;
        Position = header.Drained;
        Draining = header.Draining;
    }

    public uint Index { get; }

    /// <summary>Where it begins in the file.</summary>
    public long Offset { get; }

    public uint Lane { get; }

    public ulong Sequence { get; }

    /// <summary>How many records are complete.</summary>
    public uint Committed { get; }

    public ulong LostBefore { get; }

    public long GapFirst { get; }

    public long GapLast { get; }

    /// <summary>What its process, or an earlier salvager, noted that it would have written.</summary>
    public uint Draining { get; }

    /// <summary>The next record to be written.</summary>
    public uint Position { get; set; }

    /// <summary>The first record that cannot be: where the damage begins, or the end.</summary>
    public uint End { get; set; }

    /// <summary>How many events the damage costs.</summary>
    public ulong Damaged { get; set; }
}
