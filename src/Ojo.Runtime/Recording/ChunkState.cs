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
}
