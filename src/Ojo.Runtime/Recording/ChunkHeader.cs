using System.Runtime.InteropServices;

namespace Ojo.Recording;

/// <summary>The first cache line of a chunk: whose it is, and how much of it may be read.</summary>
/// <remarks>
/// <para>
/// The owning thread alone writes the records and <see cref="Committed"/>. It stores a record's bytes and then
/// <see cref="Committed"/> with release semantics; whoever loads <see cref="Committed"/> with acquire semantics sees the
/// bytes of every record below it. The words of an event become visible by one store, all or none.
/// </para>
/// <para>
/// A chunk goes from <see cref="ChunkState.Free"/> to <see cref="ChunkState.Open"/> (its new owner) to
/// <see cref="ChunkState.Complete"/> (its owner, or the flusher once that thread is dead) and back to free (the flusher,
/// after the trace file with its last record has its final name).
/// </para>
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = ByteSize)]
internal struct ChunkHeader
{
    public const int ByteSize = 64;

    /// <summary>Low half: how many records are complete. High half: how many events those are, EXTEND records not counted.</summary>
    [FieldOffset(0)]
    public ulong Committed;

    /// <summary>How many records there is room for; 0 once the tracer takes no more.</summary>
    [FieldOffset(8)]
    public uint Limit;

    /// <summary>A <see cref="ChunkState"/>.</summary>
    [FieldOffset(12)]
    public uint State;

    /// <summary>The index of the owner's lane slot.</summary>
    [FieldOffset(16)]
    public uint Lane;

    /// <summary>The next chunk of the stack that this one is in, as index + 1.</summary>
    [FieldOffset(20)]
    public uint Next;

    /// <summary>The chunk's place among all that were ever taken, from 1; in one lane, later chunks have larger ones.</summary>
    [FieldOffset(24)]
    public ulong Sequence;

    /// <summary>How many events the lane had lost, all told, when it took the chunk.</summary>
    [FieldOffset(32)]
    public ulong LostBefore;

    /// <summary>Ticks of the first event of the gap right before the chunk; meaningless if there was none.</summary>
    [FieldOffset(40)]
    public long GapFirst;

    /// <summary>Ticks of the last event of that gap.</summary>
    [FieldOffset(48)]
    public long GapLast;

    /// <summary>How many records are in trace files that have their final names. Written by the flusher.</summary>
    [FieldOffset(56)]
    public uint Drained;

    /// <summary>What <see cref="Drained"/> becomes when trace file <see cref="RingHeader.FileSequence"/> has its final name.</summary>
    [FieldOffset(60)]
    public uint Draining;
}
