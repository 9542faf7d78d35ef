using Ojo.Storage.Queries;

namespace Ojo.Interop.Exporting;

/// <summary>One event of a scan.</summary>
internal readonly ref struct ExportedEvent(in ScannedEvents events, int number)
{
    private readonly ScannedEvents _events = events;
    private readonly ref readonly ScannedEvent _scanned = ref events.Events[number];

    /// <summary>When, in nanoseconds since the run's start.</summary>
    public long TNs => _scanned.TNs;

    /// <summary>How many words it has.</summary>
    public int WordCount => 1 + _scanned.RestCount;

    /// <summary>One of its words; 0 past the last.</summary>
    public ulong Word(int index) => _events.Word(_scanned, index);

    /// <summary>Some of its bits, 1 to 64, which may span two words.</summary>
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

    /// <summary>The same as a number in two's complement.</summary>
    public long SignedBits(int offset, int width) => (long)(Bits(offset, width) << (64 - width)) >> (64 - width);

    /// <summary>One of its texts, from 0; empty where there is none.</summary>
    public ReadOnlySpan<byte> Text(int text) => _events.Texts.Find(number, text);

    /// <summary>The string of this number; null where the run has not defined it.</summary>
    public string? FindString(ulong id) => _events.FindString(id);
}
