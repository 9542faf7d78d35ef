using System.Runtime.InteropServices;

namespace Ojo.Format;

/// <summary>The bytes of a STRING_DEFINE or a TEXT, which stand in the EXTEND records after it.</summary>
internal static class TextRecords
{
    /// <summary>The bytes of the text that begins with the first of <paramref name="records"/>; fewer than it says if EXTENDs are missing.</summary>
    public static byte[] Read(ReadOnlySpan<TraceRecord> records)
    {
        byte[] bytes = new byte[LengthOf(records)];
        Span<byte> rest = bytes;
        for (int i = 1; !rest.IsEmpty; i++)
        {
            ReadOnlySpan<byte> part = Part(in records[i], rest.Length);
            part.CopyTo(rest);
            rest = rest[part.Length..];
        }

        return bytes;
    }

    /// <summary>Whether these are the bytes of the text that begins with the first of <paramref name="records"/>.</summary>
    public static bool Are(ReadOnlySpan<TraceRecord> records, ReadOnlySpan<byte> bytes)
    {
        if (LengthOf(records) != bytes.Length)
        {
            return false;
        }

        for (int i = 1; !bytes.IsEmpty; i++)
        {
            ReadOnlySpan<byte> part = Part(in records[i], bytes.Length);
            if (!bytes.StartsWith(part))
            {
                return false;
            }

            bytes = bytes[part.Length..];
        }

        return true;
    }

    private static int LengthOf(ReadOnlySpan<TraceRecord> records)
    {
        int words = 0;
        while (words + 1 < records.Length && records[words + 1].EventType == MetaEvent.Extend)
        {
            words++;
        }

        return (int)Math.Min(records[0].Payload, (ulong)words * sizeof(ulong));
    }

    private static ReadOnlySpan<byte> Part(ref readonly TraceRecord record, int most)
    {
        ReadOnlySpan<byte> payload = MemoryMarshal.AsBytes(new ReadOnlySpan<TraceRecord>(in record))[^sizeof(ulong)..];
        return payload[..Math.Min(payload.Length, most)];
    }
}
