using System.Buffers.Binary;
using Ojo.Format;

namespace Ojo.Storage.Tests.Support;

/// <summary>Makes trace files by hand, byte for byte as docs/FORMAT.md says, without the writer of the runtime.</summary>
internal sealed class TraceFileBuilder
{
    private readonly List<byte> _records = [];

    public ulong BatchStart { get; init; } = 1_767_225_600_000_000;

    public byte Version { get; init; } = 1;

    public ulong SchemaHash { get; init; }

    public int RecordCount => _records.Count / 24;

    public TraceFileBuilder Add(ulong tsDelta, uint flowId, uint eventType, params ReadOnlySpan<ulong> words)
    {
        Record(tsDelta, flowId, eventType, words.Length == 0 ? 0 : words[0]);
        for (int word = 1; word < words.Length; word++)
        {
            Record(tsDelta, flowId, MetaEvent.Extend, words[word]);
        }

        return this;
    }

    public TraceFileBuilder AddText(ulong tsDelta, uint flowId, uint metaEvent, ReadOnlySpan<byte> text)
    {
        var words = new ulong[1 + (text.Length + 7) / 8];
        words[0] = (ulong)text.Length;
        Span<byte> word = stackalloc byte[8];
        for (int index = 1; index < words.Length; index++)
        {
            word.Clear();
            ReadOnlySpan<byte> rest = text[((index - 1) * 8)..];
            rest[..Math.Min(8, rest.Length)].CopyTo(word);
            words[index] = BinaryPrimitives.ReadUInt64LittleEndian(word);
        }

        return Add(tsDelta, flowId, metaEvent, words);
    }

    /// <summary>The file of another writer: a header and records.</summary>
    public byte[] ToBytes()
    {
        var header = new byte[24];
        "TRAC"u8.CopyTo(header);
        header[4] = Version;
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(8), BatchStart);
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(16), SchemaHash);
        return [.. header, .. _records];
    }

    /// <summary>The same with a BATCH_END, as our writer's files have it.</summary>
    public byte[] ToBytesWithChecksum(ulong tsDelta)
    {
        uint count = (uint)RecordCount;
        uint crc = Crc32C(ToBytes());
        Record(tsDelta, count, MetaEvent.BatchEnd, crc);
        return ToBytes();
    }

    public string WriteTo(string directory, string name)
    {
        string path = Path.Combine(directory, name);
        File.WriteAllBytes(path, ToBytes());
        return path;
    }

    private void Record(ulong tsDelta, uint flowId, uint eventType, ulong payload)
    {
        Span<byte> record = stackalloc byte[24];
        BinaryPrimitives.WriteUInt64LittleEndian(record, tsDelta);
        BinaryPrimitives.WriteUInt32LittleEndian(record[8..], flowId);
        BinaryPrimitives.WriteUInt32LittleEndian(record[12..], eventType);
        BinaryPrimitives.WriteUInt64LittleEndian(record[16..], payload);
        _records.AddRange(record);
    }

    /// <summary>CRC-32C bit by bit, so that it shares nothing with the runtime's.</summary>
    private static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0x82F63B78u : 0);
            }
        }

        return ~crc;
    }
}
