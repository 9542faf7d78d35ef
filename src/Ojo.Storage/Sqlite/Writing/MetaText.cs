using System.Buffers.Binary;
using Ojo.Format;

namespace Ojo.Storage.Sqlite.Writing;

/// <summary>Takes the bytes of a STRING_DEFINE or TEXT out of its EXTEND records.</summary>
internal static class MetaText
{
    public static byte[] Of(ReadOnlySpan<TraceRecord> records)
    {
        ulong length = records[0].Payload;
        if (length > (ulong)(records.Length - 1) * sizeof(ulong))
        {
            throw new TraceFormatException(
                $"A text of {length} bytes has only {records.Length - 1} EXTEND records after it. The file is damaged.");
        }

        var bytes = new byte[(records.Length - 1) * sizeof(ulong)];
        for (int word = 1; word < records.Length; word++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan((word - 1) * sizeof(ulong)), records[word].Payload);
        }

        return bytes[..(int)length];
    }
}
