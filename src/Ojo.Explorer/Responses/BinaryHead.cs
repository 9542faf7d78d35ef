using System.Buffers;
using System.Buffers.Binary;

namespace Ojo.Explorer.Responses;

/// <summary>How every binary form begins: docs/API.md has it byte by byte.</summary>
internal static class BinaryHead
{
    /// <summary>What follows is series.</summary>
    public const ushort Series = 0;

    /// <summary>What follows is event counts.</summary>
    public const ushort Counts = 1;

    private const ushort Version = 1;
    private const int Size = 32;

    /// <summary>Writes the head, and the JSON that says the rest.</summary>
    public static void Write(IBufferWriter<byte> output, ushort content, ReadOnlySpan<byte> about, int parts, long fromNs, long toNs)
    {
        Span<byte> head = output.GetSpan(Size);
        "OJOS"u8.CopyTo(head);
        BinaryPrimitives.WriteUInt16LittleEndian(head[4..], Version);
        BinaryPrimitives.WriteUInt16LittleEndian(head[6..], content);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], (uint)about.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[12..], (uint)parts);
        BinaryPrimitives.WriteInt64LittleEndian(head[16..], fromNs);
        BinaryPrimitives.WriteInt64LittleEndian(head[24..], toNs);
        output.Advance(Size);
        output.Write(about);
        SeriesColumnForm.Pad(output, about.Length);
    }

    public static void WriteInt64(IBufferWriter<byte> output, long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(output.GetSpan(8), value);
        output.Advance(8);
    }
}
