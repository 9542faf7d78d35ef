using System.Runtime.InteropServices;

namespace Ojo.Recording;

/// <summary>What a thread's lane keeps in the ring file: its current chunk and what it has lost.</summary>
/// <remarks>
/// Its first cache line is written by the lane's thread, but for <see cref="WrittenUntil"/>, its second by the flusher, or by somebody else
/// whose turn it is. The thread stores
/// <see cref="GapFirst"/> and <see cref="GapLast"/> and then <see cref="Lost"/> with release semantics.
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = ByteSize)]
internal struct LaneSlot
{
    public const int ByteSize = 128;

    /// <summary>1 while a thread has the slot.</summary>
    [FieldOffset(0)]
    public uint IsTaken;

    /// <summary>The managed id of the thread.</summary>
    [FieldOffset(4)]
    public uint ThreadId;

    /// <summary>The lane's open chunk as index + 1; 0 where it has none. It may be named a moment longer than it is open.</summary>
    [FieldOffset(8)]
    public uint Chunk;

    /// <summary>The next slot of the stack of free ones, as index + 1.</summary>
    [FieldOffset(12)]
    public uint Next;

    /// <summary>The sequence of the newest chunk that the lane took.</summary>
    [FieldOffset(16)]
    public ulong NewestSequence;

    /// <summary>How many events are in the chunks that the lane has completed.</summary>
    [FieldOffset(24)]
    public ulong EventsCompleted;

    /// <summary>How many events the lane has lost.</summary>
    [FieldOffset(32)]
    public ulong Lost;

    /// <summary>Ticks of the first lost event since the lane last had a chunk.</summary>
    [FieldOffset(40)]
    public long GapFirst;

    /// <summary>Ticks of the last lost event.</summary>
    [FieldOffset(48)]
    public long GapLast;

    /// <summary>The time of the lane's last record in a trace file, in its unit: no later one is earlier, whatever its clock said.</summary>
    [FieldOffset(56)]
    public ulong WrittenUntil;

    /// <summary>How many of the lost events trace files with final names speak of.</summary>
    [FieldOffset(64)]
    public ulong LostReported;

    /// <summary>What <see cref="LostReported"/> becomes when trace file <see cref="RingHeader.FileSequence"/> has its final name.</summary>
    [FieldOffset(72)]
    public ulong LostReporting;

    /// <summary>Ticks up to which they speak of them.</summary>
    [FieldOffset(80)]
    public long ReportedUntil;

    /// <summary>What <see cref="ReportedUntil"/> becomes likewise.</summary>
    [FieldOffset(88)]
    public long ReportingUntil;

    /// <summary>How many of the lane's events a flight recorder has given up for newer ones.</summary>
    [FieldOffset(96)]
    public ulong Overwritten;

    /// <summary>Ticks of the newest of them.</summary>
    [FieldOffset(104)]
    public long OverwrittenLast;

    /// <summary>How many of them trace files with final names speak of.</summary>
    [FieldOffset(112)]
    public ulong OverwrittenReported;

    /// <summary>What <see cref="OverwrittenReported"/> becomes when trace file <see cref="RingHeader.FileSequence"/> has its final name.</summary>
    [FieldOffset(120)]
    public ulong OverwrittenReporting;
}
