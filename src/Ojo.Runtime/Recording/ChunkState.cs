namespace Ojo.Recording;

/// <summary>What a chunk is used for.</summary>
internal static class ChunkState
{
    /// <summary>In the stack of free chunks, or never used.</summary>
    public const uint Free = 0;

    /// <summary>A thread writes into it.</summary>
    public const uint Open = 1;

    /// <summary>Nobody writes into it any more, and not all of it has been drained.</summary>
    public const uint Complete = 2;

    /// <summary>
    /// What was in it is being given up: its <see cref="ChunkHeader.GapFirst"/> is what <see cref="LaneSlot.Overwritten"/>
    /// becomes, its <see cref="ChunkHeader.GapLast"/> what <see cref="LaneSlot.OverwrittenLast"/> does.
    /// </summary>
    public const uint Overwritten = 3;
}
