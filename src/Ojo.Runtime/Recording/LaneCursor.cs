namespace Ojo.Recording;

/// <summary>Where the current thread writes its next record, and for which tracer.</summary>
/// <remarks>
/// It holds nothing that is not in the chunk, so a thread that records with several tracers loses nothing when the
/// cursor is pointed elsewhere. No tracer has the id 0, which every thread begins with. Two fields and not a struct: the
/// runtime keeps a thread's plain numbers and pointers side by side, but a struct in a box of its own, one load further.
/// </remarks>
internal static unsafe class LaneCursor
{
    [ThreadStatic]
    public static long TracerId;

    [ThreadStatic]
    public static ChunkHeader* Chunk;

    /// <summary>Points the current thread's cursor elsewhere.</summary>
    public static void Set(long tracerId, ChunkHeader* chunk)
    {
        Chunk = chunk;
        TracerId = tracerId;
    }
}
