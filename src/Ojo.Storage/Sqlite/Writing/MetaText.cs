using System.Buffers.Binary;
using Ojo.Format;

namespace Ojo.Storage.Sqlite.Writing;

/// <summary>Takes the bytes of a STRING_DEFINE or TEXT out of its EXTEND records.</summary>
internal static class MetaText
{
    public static byte[] Of(ReadOnlySpan<TraceRecord> records)
    {
        byte[] bytes = [];
        return Of(records, ref bytes).ToArray();
    }

    /// <summary>Does so without making an array for each.</summary>
    /// <param name="records">The head and its EXTEND records.</param>
    /// <param name="buffer">Where to put the bytes; it is replaced where it is too small.</param>
    /// <returns>The bytes, in <paramref name="buffer"/>.</returns>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<TraceRecord> records, ref byte[] buffer)
    {
        ulong length = records[0].Payload;
        if (length > (ulong)(records.Length - 1) * sizeof(ulong))
        {
            throw new TraceFormatException(
                $"A text of {length} bytes has only {records.Length - 1} EXTEND records after it. The file is damaged.");
        }

        int most = (records.Length - 1) * sizeof(ulong);
        if (buffer.Length < most)
        {
            buffer = new byte[most * 2];
        }

        Span<byte> bytes = buffer.AsSpan(0, most);
        for (int word = 1; word < records.Length; word++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[((word - 1) * sizeof(ulong))..], records[word].Payload);
        }

        return bytes[..(int)length];
    }
}
