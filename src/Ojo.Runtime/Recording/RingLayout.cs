using Ojo.Clocks;

namespace Ojo.Recording;

/// <summary>Where the parts of a ring file are.</summary>
internal static class RingLayout
{
    /// <summary>The size of a chunk in bytes, its header included.</summary>
    public const int ChunkSize = 64 * 1024;

    /// <summary>The size of a record in the ring: three words, of which the first is the clock's ticks.</summary>
    public const int RecordSize = 24;

    /// <summary>How many records a chunk has room for: nothing of it is left over.</summary>
    public const int ChunkRecords = (ChunkSize - ChunkHeader.ByteSize) / RecordSize;

    /// <summary>Where the <see cref="ClockPage"/> is.</summary>
    public const long ClockOffset = RingHeader.ByteSize;

    /// <summary>Where the lane slots begin.</summary>
    public const long LanesOffset = ClockOffset + ClockPage.ByteSize;

    private const int LeastLanes = 64;
    private const int MostLanes = 16 * 1024;

    /// <summary>How many chunks a buffer of so many bytes has.</summary>
    public static int ChunksIn(long bufferSize) => checked((int)(bufferSize / ChunkSize));

    /// <summary>How many threads can record at a time: as many as there are chunks, within bounds.</summary>
    public static int LanesFor(int chunks) => Math.Clamp(chunks, LeastLanes, MostLanes);

    /// <summary>Where the strings begin: after the two first pages and the lane slots, at a whole chunk.</summary>
    public static long StringsOffset(int lanes) => WholeChunks(LanesOffset + ((long)lanes * LaneSlot.ByteSize));

    /// <summary>Where the chunks begin: after the strings.</summary>
    public static long ChunksOffset(int lanes, long stringBufferSize) => StringsOffset(lanes) + WholeChunks(stringBufferSize);

    private static long WholeChunks(long bytes) => (bytes + ChunkSize - 1) / ChunkSize * ChunkSize;
}
