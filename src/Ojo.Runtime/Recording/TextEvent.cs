using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ojo.Clocks;
using Ojo.Format;

namespace Ojo.Recording;

/// <summary>An event with texts while it is stored: a head, its EXTEND records, and a TEXT record with its EXTENDs for each text.</summary>
internal readonly ref struct TextEvent
{
    /// <summary>The most records that a text takes.</summary>
    public const int MostTextRecords = 1 + (Tracer.MostTextBytes / sizeof(ulong));

    private readonly uint _flowId;
    private readonly uint _eventType;
    private readonly ReadOnlySpan<ulong> _words;
    private readonly int _textCount;
    private readonly TraceText _text0;
    private readonly TraceText _text1;
    private readonly TraceText _text2;
    private readonly TraceText _text3;

    public TextEvent(
        uint flowId, uint eventType, ReadOnlySpan<ulong> words, int textCount, TraceText text0, TraceText text1, TraceText text2, TraceText text3)
    {
        _flowId = flowId;
        _eventType = eventType;
        _words = words;
        _textCount = textCount;
        _text0 = text0;
        _text1 = text1;
        _text2 = text2;
        _text3 = text3;
    }

    /// <summary>The most records that it can take, whatever its texts are.</summary>
    public int MostRecords => Math.Max(1, _words.Length) + (_textCount * MostTextRecords);

    /// <summary>Stores the event in a chunk and publishes it, if there is room.</summary>
    /// <remarks>
    /// How long a text is becomes known while it is stored. Whatever was stored before the room ran out lies beyond the
    /// committed count, where nobody reads.
    /// </remarks>
    /// <param name="chunk">A chunk of the calling thread's.</param>
    /// <param name="committed">The chunk's <see cref="ChunkHeader.Committed"/>.</param>
    /// <param name="clock">What the event is timed with.</param>
    public unsafe bool TryStore(ChunkHeader* chunk, ulong committed, EventClock clock)
    {
        uint first = (uint)committed;
        uint limit = chunk->Limit;
        uint headRecords = (uint)Math.Max(1, _words.Length);
        if (first + headRecords > limit)
        {
            return false;
        }

        RecordCursor cursor = new(Ring.RecordAt(chunk, first), limit - first, _flowId, clock.Read());
        cursor.Store(_eventType, _words.IsEmpty ? 0 : _words[0]);
        for (int i = 1; i < _words.Length; i++)
        {
            cursor.Store(MetaEvent.Extend, _words[i]);
        }

        if ((_textCount > 0 && !TryStore(_text0, ref cursor))
            || (_textCount > 1 && !TryStore(_text1, ref cursor))
            || (_textCount > 2 && !TryStore(_text2, ref cursor))
            || (_textCount > 3 && !TryStore(_text3, ref cursor)))
        {
            return false;
        }

        // One event more, and as many records as there are.
        Volatile.Write(ref chunk->Committed, committed + (1UL << 32) + (limit - first - cursor.Room));
        return true;
    }

    [SkipLocalsInit]
    private static bool TryStore(TraceText text, ref RecordCursor cursor)
    {
        Span<byte> bytes = stackalloc byte[Tracer.MostTextBytes];
        int length = text.CopyTo(bytes);
        int words = (length + sizeof(ulong) - 1) / sizeof(ulong);
        if ((uint)words + 1 > cursor.Room)
        {
            return false;
        }

        bytes[length..(words * sizeof(ulong))].Clear();
        cursor.Store(MetaEvent.Text, (ulong)length);
        foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(bytes[..(words * sizeof(ulong))]))
        {
            cursor.Store(MetaEvent.Extend, word);
        }

        return true;
    }
}
