using System.Buffers.Binary;
using Ojo.Format;

namespace Ojo.Explorer.Tests.Support;

/// <summary>Trace files made by hand: a header and records, nothing of our writer's.</summary>
internal static class TraceBytes
{
    /// <summary>A file of these records of a run that started at <paramref name="startUs"/>; times are microseconds.</summary>
    public static byte[] Of(IEnumerable<TraceRecord> records, ulong startUs)
    {
        byte[] header = new byte[24];
        "TRAC"u8.CopyTo(header);
        header[4] = 1;
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(8), startUs);
        using MemoryStream file = new();
        file.Write(header);
        Span<byte> bytes = stackalloc byte[24];
        foreach (TraceRecord record in records)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, record.TsDelta);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[8..], record.FlowId);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[12..], record.EventType);
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[16..], record.Payload);
            file.Write(bytes);
        }

        return file.ToArray();
    }
}
