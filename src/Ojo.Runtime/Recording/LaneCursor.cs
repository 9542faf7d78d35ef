namespace Ojo.Recording;

/// <summary>Where the current thread writes its next record, and for which tracer.</summary>
/// <remarks>
/// It holds nothing that is not in the chunk, so a thread that records with several tracers loses nothing when the
/// cursor is pointed elsewhere. No tracer has the id 0, which every thread begins with.
/// </remarks>
internal unsafe struct LaneCursor
{
    [ThreadStatic]
    public static LaneCursor Current;

    public long TracerId;

    public ChunkHeader* Chunk;
}
