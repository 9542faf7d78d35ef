using System.Buffers.Binary;
using System.Text.Json;

namespace Ojo.Explorer.Tests.Support;

/// <summary>Reads the binary forms of series and of event counts by docs/API.md alone: nothing in here is the writer's.</summary>
internal sealed class SeriesBytes
{
    private readonly byte[] _bytes;
    private int _at;

    private SeriesBytes(byte[] bytes) => _bytes = bytes;

    public static (JsonElement About, long FromNs, long ToNs, IReadOnlyList<Series> Series) Read(byte[] bytes, int content = 0, int columns = 7)
    {
        SeriesBytes reader = new(bytes);
        Assert.Equal("OJOS"u8, bytes.AsSpan(0, 4));
        Assert.Equal(1, BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(4)));
        Assert.Equal(content, BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(6)));
        int about = (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(8));
        int count = (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(12));
        reader._at = 16;
        (long from, long to) = (reader.Int64(), reader.Int64());
        JsonElement document = JsonElement.Parse(bytes.AsSpan(32, about));
        reader._at = Padded(32 + about);
        Series[] series = [.. Enumerable.Range(0, count).Select(_ => reader.ReadSeries(columns))];
        Assert.Equal(bytes.Length, reader._at);
        return (document, from, to, series);
    }

    private static int Padded(int length) => (length + 7) / 8 * 8;

    private Series ReadSeries(int most)
    {
        int count = (int)BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(_at));
        uint flags = BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(_at + 4));
        _at += 8;
        long bucketNs = Int64();
        object[]? before = (flags & 1) == 0 ? null : [Int64(), Int64(), Double(), Double(), Double(), Double(), Int64()];
        List<object[]> columns = [];
        for (int column = 0; column < most && count > 0; column++)
        {
            columns.Add(Column(count, columns));
        }

        return new Series(bucketNs, (flags & 2) != 0, before, columns);
    }

    private object[] Column(int count, List<object[]> columns)
    {
        (byte kind, byte from, byte other) = (_bytes[_at], _bytes[_at + 1], _bytes[_at + 2]);
        _at += 8;
        (long start, long scale) = (Int64(), Int64());
        var values = new object[count];
        int begin = _at;
        for (int i = 0; i < count; i++)
        {
            if (kind == 4)
            {
                values[i] = Double();
                continue;
            }

            Int128 stored = kind switch { 0 => 0, 1 => Byte(), 2 => UInt16(), 3 => UInt32(), 6 => Int64(), _ => throw new InvalidDataException($"kind {kind}") };
            Int128 ground = from switch
            {
                0 => start,
                1 => i == 0 ? start : (long)values[i - 1],
                2 => (Int128)(long)columns[other][i] + start,
                _ => throw new InvalidDataException($"from {from}"),
            };
            values[i] = checked((long)(ground + (scale * stored)));
        }

        _at = begin + Padded(_at - begin);
        return values;
    }

    private byte Byte() => _bytes[_at++];

    private ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan((_at += 2) - 2));

    private uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan((_at += 4) - 4));

    private long Int64() => BinaryPrimitives.ReadInt64LittleEndian(_bytes.AsSpan((_at += 8) - 8));

    private double Double() => BinaryPrimitives.ReadDoubleLittleEndian(_bytes.AsSpan((_at += 8) - 8));

    /// <summary>What is read: numbers as <see cref="long"/> or <see cref="double"/>.</summary>
    internal sealed record Series(long BucketNs, bool TimeIsUp, object[]? Before, IReadOnlyList<object[]> Columns);
}
