using Ojo.Recording;

namespace Ojo.Flushing;

/// <summary>Where a lane found no room: a stretch of time in which its events were lost.</summary>
/// <param name="LostByThen">How many events the lane had lost, all told, when the gap was over.</param>
/// <param name="First">Ticks of the first that was lost.</param>
/// <param name="Last">Ticks of the last.</param>
internal readonly unsafe record struct LostGap(ulong LostByThen, long First, long Last)
{
    /// <summary>The gap right before a chunk; an old one again if there was none.</summary>
    public static LostGap Before(ChunkHeader* chunk) => new(chunk->LostBefore, chunk->GapFirst, chunk->GapLast);
}
