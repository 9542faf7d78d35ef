using System.Runtime.InteropServices;
using System.Text;

namespace Ojo.Format;

/// <summary>An event as a reader meets it: a head record, the EXTEND records that belong to it, and its texts.</summary>
/// <remarks>A view over the reader's memory: it lives as long as the reader's buffer does.</remarks>
public readonly ref struct TraceEvent
{
    private readonly ReadOnlySpan<TraceRecord> _records;
    private readonly TraceStrings? _strings;

    /// <summary>Makes an event of its records: the head, its EXTEND records, and each TEXT record with those that belong to it.</summary>
    /// <param name="records">The records, in the order of the file.</param>
    /// <param name="strings">The strings of its run; without them <see cref="String"/> finds none.</param>
    public TraceEvent(ReadOnlySpan<TraceRecord> records, TraceStrings? strings = null)
    {
        _records = records;
        _strings = strings;
        WordCount = Math.Min(1, records.Length);
        while (WordCount < records.Length && records[WordCount].EventType != MetaEvent.Text)
        {
            WordCount++;
        }
    }

    /// <summary>Makes an event of a head alone.</summary>
    public TraceEvent(ref readonly TraceRecord head)
    {
        _records = MemoryMarshal.CreateReadOnlySpan(in head, 1);
        WordCount = 1;
    }

    /// <summary>Time since the run's start, in the file's unit.</summary>
    public ulong TsDelta => _records[0].TsDelta;

    /// <summary>The flow that the event belongs to.</summary>
    public uint FlowId => _records[0].FlowId;

    /// <summary>The event type's id.</summary>
    public uint EventType => _records[0].EventType;

    /// <summary>The first 64 bits of its fields.</summary>
    public ulong Payload => _records[0].Payload;

    /// <summary>How many 64-bit words of fields there are: 1, and one more for each EXTEND record.</summary>
    public int WordCount { get; }

    /// <summary>The 64-bit word at <paramref name="index"/>; 0 past the last.</summary>
    public ulong Word(int index) => (uint)index < (uint)WordCount ? _records[index].Payload : 0;

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

    /// <summary>The string whose id is in the 32 bits from <paramref name="offset"/> on; null for none, and where its definition was not met.</summary>
    public string? String(int offset) => _strings?.Find((uint)Bits(offset, 32));

    /// <summary>The event's text number <paramref name="index"/>, from 0; empty where there is none. What is not UTF-8 becomes U+FFFD.</summary>
    public string Text(int index) => Encoding.UTF8.GetString(Bytes(index));

    /// <summary>Whether the event's text number <paramref name="index"/>, from 0, is these bytes; where there is none it is empty. Allocates nothing.</summary>
    public bool HasText(int index, ReadOnlySpan<byte> utf8)
    {
        for (int at = WordCount; at < _records.Length; at++)
        {
            if (_records[at].EventType == MetaEvent.Text && index-- == 0)
            {
                return TextRecords.Are(_records[at..], utf8);
            }
        }

        return utf8.IsEmpty;
    }

    /// <summary>The bytes of the event's text number <paramref name="index"/>, from 0; empty where there is none.</summary>
    public byte[] Bytes(int index)
    {
        for (int at = WordCount; at < _records.Length; at++)
        {
            if (_records[at].EventType == MetaEvent.Text && index-- == 0)
            {
                return TextRecords.Read(_records[at..]);
            }
        }

        return [];
    }
}
