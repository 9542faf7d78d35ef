using System.Runtime.InteropServices;

namespace Ojo.Recording;

/// <summary>The first page of a ring file: what the file is, where its parts are, and the heads of its stacks.</summary>
/// <remarks>
/// Everything is little-endian, of fixed width and an offset or an index, never a pointer, so that another process can
/// read the file. What several threads change stands on a cache line of its own. The layout is <see cref="CurrentLayout"/>;
/// a reader refuses another.
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = ByteSize)]
internal struct RingHeader
{
    public const int ByteSize = 4096;

    /// <summary>"OJORING" and a zero byte.</summary>
    public const ulong RingMagic = 0x00474E49524F4A4F;

    public const uint CurrentLayout = 3;

    /// <summary>Where the content of the run file begins, for a salvager that does not find the file.</summary>
    public const int DescriptionOffset = 2048;

    /// <summary>How long it may be: to the end of the page.</summary>
    public const int LongestDescription = ByteSize - DescriptionOffset;

    [FieldOffset(0)]
    public ulong Magic;

    [FieldOffset(8)]
    public uint Layout;

    [FieldOffset(12)]
    public uint ProcessId;

    /// <summary>The run's start as in its trace files' headers.</summary>
    [FieldOffset(16)]
    public ulong BatchStart;

    /// <summary>The clock's ticks at the run's start.</summary>
    [FieldOffset(24)]
    public long StartTicks;

    /// <summary>How fast the clock ticks; of a counter, nearly (<see cref="Clocks.ClockPage"/> has it better).</summary>
    [FieldOffset(32)]
    public long TicksPerSecond;

    /// <summary>The version of the run's trace files.</summary>
    [FieldOffset(40)]
    public uint FormatVersion;

    [FieldOffset(44)]
    public uint LaneCapacity;

    /// <summary>Where the lane slots begin, in bytes from the file's start.</summary>
    [FieldOffset(48)]
    public ulong LanesOffset;

    /// <summary>Where the chunks begin, in bytes from the file's start.</summary>
    [FieldOffset(56)]
    public ulong ChunksOffset;

    [FieldOffset(64)]
    public uint ChunkCapacity;

    /// <summary>How many chunks have been given their blocks on the disk and may be used. Written by the flusher.</summary>
    [FieldOffset(68)]
    public uint ChunksPrepared;

    /// <summary>The number of the trace file that is being written or was last. Written by the flusher before it renames the file.</summary>
    [FieldOffset(72)]
    public uint FileSequence;

    /// <summary>1 when everything is in trace files, whoever brought it there: nothing but the file itself is left to be removed.</summary>
    [FieldOffset(76)]
    public uint IsClosed;

    /// <summary>Where the strings' definitions begin, in bytes from the file's start.</summary>
    [FieldOffset(80)]
    public ulong StringsOffset;

    /// <summary>How many bytes of definitions there can be.</summary>
    [FieldOffset(88)]
    public ulong StringsCapacity;

    /// <summary>
    /// 1 from before trace file <see cref="FileSequence"/> is given its final name until what that means has been noted in
    /// the ring. Whoever finds it set asks whether the file is still in <c>staging/</c>: if not, it has its final name, and
    /// every <see cref="ChunkHeader.Draining"/> and <see cref="LaneSlot.LostReporting"/> holds.
    /// </summary>
    [FieldOffset(96)]
    public uint IsFilePending;

    /// <summary>The <see cref="Format.DropCause"/> of what finds no room now.</summary>
    [FieldOffset(100)]
    public uint DropCause;

    /// <summary>1 if the file is locked as long as its tracer lives; else it cannot be known whether it does.</summary>
    [FieldOffset(104)]
    public uint IsLocked;

    /// <summary>The tracer's <see cref="Ojo.Durability"/>.</summary>
    [FieldOffset(108)]
    public uint Durability;

    /// <summary>Which start of the machine this is, where the system tells; else 0.</summary>
    [FieldOffset(112)]
    public UInt128 BootId;

    /// <summary>The tracer's <see cref="TracerMode"/>.</summary>
    [FieldOffset(128)]
    public uint Mode;

    /// <summary>Where the window of the newest snapshot ends, in the unit of the run's files; 0 if there was none.</summary>
    [FieldOffset(136)]
    public ulong WindowEnd;

    /// <summary>The number of the run's next snapshot. What these four say may be one snapshot behind (<see cref="FlightRecorder.SnapshotChain"/>).</summary>
    [FieldOffset(144)]
    public uint SnapshotSequence;

    /// <summary>The number of the first trace file that is in no snapshot.</summary>
    [FieldOffset(148)]
    public uint SnapshotFirstFile;

    /// <summary>1 if the process brings events into files, and gives them up, only while it has the turn (<see cref="Publishing.TurnLock"/>).</summary>
    [FieldOffset(152)]
    public uint TakesTurns;

    /// <summary>The time of the last record in the newest snapshot's files, which may be after <see cref="WindowEnd"/>.</summary>
    [FieldOffset(160)]
    public ulong SnapshotLastTime;

    /// <summary>Which copy of a ring this is; 0 in the ring itself.</summary>
    [FieldOffset(168)]
    public uint CopyId;

    /// <summary>Head of the stack of free chunks (<see cref="IndexStack"/>).</summary>
    [FieldOffset(512)]
    public ulong FreeChunks;

    /// <summary>How many chunks are free.</summary>
    [FieldOffset(576)]
    public int FreeChunkCount;

    /// <summary>Head of the stack of complete chunks that the flusher has not taken.</summary>
    [FieldOffset(640)]
    public ulong CompleteChunks;

    /// <summary>How many chunks are complete and not yet free again.</summary>
    [FieldOffset(704)]
    public int CompleteChunkCount;

    /// <summary>Head of the stack of free lane slots.</summary>
    [FieldOffset(768)]
    public ulong FreeLanes;

    /// <summary>How many chunks have been taken so far; gives each its <see cref="ChunkHeader.Sequence"/>.</summary>
    [FieldOffset(832)]
    public long ChunkSequence;

    /// <summary>How many bytes of whole definitions there are (<see cref="Strings.StringArea"/>).</summary>
    [FieldOffset(896)]
    public ulong StringsCommitted;

    /// <summary>A chunk header that has room for nothing: where lanes without a chunk point to.</summary>
    [FieldOffset(1024)]
    public ChunkHeader NoChunk;

    /// <summary>How long the description at <see cref="DescriptionOffset"/> is; 0 if there is none.</summary>
    [FieldOffset(DescriptionOffset - sizeof(uint))]
    public uint DescriptionLength;
}
