using System.Buffers.Binary;
using System.Text.Unicode;
using Ojo.Recording;

namespace Ojo.Strings;

/// <summary>The definitions of a run's strings, one after the other in the ring's file, so that they outlive the process.</summary>
/// <remarks>
/// <para>
/// A definition is the string's id and its length in bytes, 32 bits each, and its UTF-8, filled up with zeros to a multiple
/// of eight. Its bytes are stored and then <see cref="RingHeader.StringsCommitted"/> with release semantics; whoever loads
/// that with acquire semantics sees whole definitions only. They are never changed and never removed.
/// </para>
/// <para>For one writer at a time and any number of readers.</para>
/// </remarks>
internal sealed unsafe class StringArea
{
    /// <summary>The bytes of a definition before its text.</summary>
    public const int HeadSize = 8;

    /// <summary>How much of the area is made ready for use at a time.</summary>
    public const int Step = 64 * 1024;

    private const int MillisecondsToRetry = 5000;

    private readonly RingMapping _mapping;
    private readonly RingHeader* _header;
    private readonly byte* _start;
    private long _prepared;
    private long _nextAttempt;

    /// <summary>An area of which the first <see cref="Step"/> is ready for use.</summary>
    public StringArea(RingMapping mapping, RingHeader* header)
    {
        _mapping = mapping;
        _header = header;
        _start = mapping.Start + header->StringsOffset;
        _prepared = Step;
    }

    /// <summary>How many bytes of whole definitions there are.</summary>
    public long Committed => (long)Volatile.Read(ref _header->StringsCommitted);

    /// <summary>Whether all of the area is in use or ready for it.</summary>
    public bool IsFull => _prepared == (long)_header->StringsCapacity;

    /// <summary>Adds a definition, if there is room for it and <paramref name="reserve"/> bytes after it.</summary>
    public bool TryAdd(uint id, ReadOnlySpan<char> text, int reserve)
    {
        long at = Committed;
        Prepare(at + HeadSize + Tracer.MostTextBytes + reserve);
        long room = Math.Min(_prepared - reserve - at - HeadSize, Tracer.MostTextBytes);
        if (room < 0)
        {
            return false;
        }

        Span<byte> target = new(_start + at + HeadSize, (int)room);
        Utf8.FromUtf16(text, target, out int read, out int length);
        if (read < text.Length && room < Tracer.MostTextBytes)
        {
            return false;
        }

        int size = SizeOf(length);
        Span<byte> definition = new(_start + at, size);
        BinaryPrimitives.WriteUInt32LittleEndian(definition, id);
        BinaryPrimitives.WriteUInt32LittleEndian(definition[sizeof(uint)..], (uint)length);
        definition[(HeadSize + length)..].Clear();
        TestPoint.Reach(RecordingStep.StringStored);
        Volatile.Write(ref _header->StringsCommitted, (ulong)(at + size));
        TestPoint.Reach(RecordingStep.StringCommitted);
        return true;
    }

    /// <summary>The definition that begins at an offset below <see cref="Committed"/>.</summary>
    /// <param name="offset">Where it begins; where the next one begins, afterwards.</param>
    /// <param name="id">The string's id.</param>
    public ReadOnlySpan<byte> Read(ref long offset, out uint id)
    {
        byte* definition = _start + offset;
        id = *(uint*)definition;
        int length = *(int*)(definition + sizeof(uint));
        offset += SizeOf(length);
        return new ReadOnlySpan<byte>(definition + HeadSize, length);
    }

    /// <summary>How many bytes a definition takes.</summary>
    public static int SizeOf(int textLength) => (HeadSize + textLength + sizeof(ulong) - 1) / sizeof(ulong) * sizeof(ulong);

    /// <summary>Makes more of the area ready for use, unless the disk has no room; an attempt on a full disk is not repeated at once.</summary>
    private void Prepare(long needed)
    {
        long capacity = (long)_header->StringsCapacity;
        if (needed <= _prepared || _prepared == capacity || Environment.TickCount64 < _nextAttempt)
        {
            return;
        }

        long step = Math.Min(Step, capacity - _prepared);
        if (_mapping.TryPrepare((long)_header->StringsOffset + _prepared, step) is null)
        {
            _prepared += step;
        }
        else
        {
            _nextAttempt = Environment.TickCount64 + MillisecondsToRetry;
        }
    }
}
