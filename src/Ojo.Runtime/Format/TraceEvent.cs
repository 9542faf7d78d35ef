using System.Runtime.InteropServices;

namespace Ojo.Format;

/// <summary>An event as a reader meets it: a head record and the EXTEND records that belong to it.</summary>
/// <remarks>A view over the reader's memory: it lives as long as the reader's buffer does.</remarks>
public readonly ref struct TraceEvent
{
    private readonly ReadOnlySpan<TraceRecord> _records;

    /// <summary>Makes an event of its records, the head first.</summary>
    public TraceEvent(ReadOnlySpan<TraceRecord> records) => _records = records;

    /// <summary>Makes an event of a head alone.</summary>
    public TraceEvent(ref readonly TraceRecord head) => _records = MemoryMarshal.CreateReadOnlySpan(in head, 1);

    /// <summary>Time since the run's start, in the file's unit.</summary>
    public ulong TsDelta => _records[0].TsDelta;

    /// <summary>The flow that the event belongs to.</summary>
    public uint FlowId => _records[0].FlowId;

    /// <summary>The event type's id.</summary>
    public uint EventType => _records[0].EventType;

    /// <summary>The first 64 bits of its fields.</summary>
    public ulong Payload => _records[0].Payload;

    /// <summary>How many 64-bit words of fields there are: 1, and one more for each EXTEND record.</summary>
    public int WordCount => _records.Length;

    /// <summary>The 64-bit word at <paramref name="index"/>; 0 past the last.</summary>
    public ulong Word(int index) => (uint)index < (uint)_records.Length ? _records[index].Payload : 0;

    /// <summary>The <paramref name="width"/> bits (1 to 64) from <paramref name="offset"/> on, which may span two words.</summary>
    public ulong Bits(int offset, int width)
    {
        int index = offset >> 6;
        int shift = offset & 63;
        ulong bits = Word(index) >> shift;
        if (shift + width > 64)
        {
            bits |= Word(index + 1) << (64 - shift);
        }

        return width == 64 ? bits : bits & ((1UL << width) - 1);
    }

    /// <summary>The same bits as <see cref="Bits"/>, read as a number in two's complement.</summary>
    public long SignedBits(int offset, int width) => (long)(Bits(offset, width) << (64 - width)) >> (64 - width);
}
