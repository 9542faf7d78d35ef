using System.Runtime.InteropServices;

namespace Ojo.Format;

/// <summary>The bytes of a STRING_DEFINE or a TEXT, which stand in the EXTEND records after it.</summary>
internal static class TextRecords
{
    /// <summary>The bytes of the text that begins with the first of <paramref name="records"/>; fewer than it says if EXTENDs are missing.</summary>
    public static byte[] Read(ReadOnlySpan<TraceRecord> records)
    {
        int words = 0;
        while (words + 1 < records.Length && records[words + 1].EventType == MetaEvent.Extend)
        {
            words++;
        }

        byte[] bytes = new byte[Math.Min(records[0].Payload, (ulong)words * sizeof(ulong))];
        Span<byte> rest = bytes;
        for (int i = 1; !rest.IsEmpty; i++)
        {
            ulong word = records[i].Payload;
            ReadOnlySpan<byte> part = MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(in word));
            part = part[..Math.Min(part.Length, rest.Length)];
            part.CopyTo(rest);
            rest = rest[part.Length..];
        }

        return bytes;
    }
}
