using System.Buffers.Binary;
using System.IO.Compression;
using Ojo.Format;
using Ojo.Storage.Tests.Support;

namespace Ojo.Watcher.Tests.Hostile;

/// <summary>Makes files that somebody who knows the format would make to do harm.</summary>
internal sealed class Mutation(int seed)
{
    private static readonly uint[] s_types =
        [0, 0x002, 0x105, 0x101, 0x302, MetaEvent.EventsDropped, MetaEvent.BatchEnd, MetaEvent.Extend, MetaEvent.StringDefine, MetaEvent.ClockSync, MetaEvent.Text, 0x7000_0000, uint.MaxValue];

    private static readonly ulong[] s_values =
        [0, 1, 7, 8, 23, 24, 255, 1 << 16, int.MaxValue, 1u << 31, uint.MaxValue, 1UL << 32, long.MaxValue, 1UL << 63, ulong.MaxValue - 7, ulong.MaxValue];

    private readonly Random _random = new(seed);

    /// <summary>A file's name and bytes.</summary>
    public (string Name, byte[] Bytes) Next()
    {
        byte[] bytes = Sound();
        for (int times = _random.Next(1, 6); times > 0; times--)
        {
            bytes = Change(bytes);
        }

        if (_random.Next(2) == 0)
        {
            bytes = WithChecksum(bytes);
        }

        switch (_random.Next(8))
        {
            case 0:
                int part = _random.Next(3) == 0 ? _random.Next(bytes.Length + 1) : 0;
                byte[] first = Packed(bytes[..part], static target => new GZipStream(target, CompressionLevel.Fastest));
                return ("mutated.bin.gz", [.. first, .. Packed(bytes[part..], static target => new GZipStream(target, CompressionLevel.Fastest))]);
            case 1:
                return ("mutated.bin.br", Packed(bytes, static target => new BrotliStream(target, CompressionLevel.Fastest)));
            default:
                return (_random.Next(2) == 0 ? "mutated.bin" : TraceFileName.ForTrace(new TraceFileBuilder().BatchStart, (uint)_random.Next(3), (uint)_random.Next()).ToString(), bytes);
        }
    }

    /// <summary>A run's or a schema's description, changed.</summary>
    public byte[] NextJson(byte[] sound)
    {
        byte[] bytes = [.. sound];
        for (int times = _random.Next(1, 6); times > 0 && bytes.Length > 0; times--)
        {
            int at = _random.Next(bytes.Length);
            bytes = _random.Next(5) switch
            {
                0 => bytes[..at],
                1 => [.. bytes[..at], .. bytes[_random.Next(bytes.Length)..]],
                2 => [.. bytes[..at], .. "99999999999999999999"u8, .. bytes[at..]],
                3 => [.. bytes[..at], .. _random.Next(2) == 0 ? "[[[[[{\"a\":null"u8 : "\\ud800"u8, .. bytes[at..]],
                _ => [.. bytes[..at], (byte)_random.Next(256), .. bytes[(at + 1)..]],
            };
        }

        return bytes;
    }

    private byte[] Sound()
    {
        var trace = new TraceFileBuilder { Version = (byte)_random.Next(1, 3) };
        for (int n = _random.Next(1, 120); n > 0; n--)
        {
            uint flow = (uint)_random.Next(6);
            switch (_random.Next(6))
            {
                case 0:
                    trace.Add((ulong)(200 - n), flow, 0x105, (ulong)n, 2, 3);
                    break;
                case 1:
                    trace.Add((ulong)(200 - n), flow, 0x002, (ulong)n).AddText((ulong)(200 - n), flow, MetaEvent.Text, "some text of an event"u8);
                    break;
                case 2:
                    trace.AddText((ulong)(200 - n), (uint)n, MetaEvent.StringDefine, "a name"u8);
                    break;
                default:
                    trace.Add((ulong)(200 - n), flow, s_types[_random.Next(3, 6)], (ulong)n, 5);
                    break;
            }
        }

        return trace.ToBytes();
    }

    private byte[] Change(byte[] bytes)
    {
        if (bytes.Length < 48)
        {
            return bytes;
        }

        int record = 24 * _random.Next(1, bytes.Length / 24);
        int other = 24 * _random.Next(1, bytes.Length / 24);
        switch (_random.Next(8))
        {
            case 0:
                bytes[_random.Next(bytes.Length)] ^= (byte)(1 << _random.Next(8));
                return bytes;
            case 1:
                bytes[_random.Next(bytes.Length)] = (byte)_random.Next(256);
                return bytes;
            case 2:
                return bytes[..(_random.Next(2) == 0 ? record : _random.Next(bytes.Length))];
            case 3:
                BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(record + 12), s_types[_random.Next(s_types.Length)]);
                return bytes;
            case 4:
                BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(record + 16), s_values[_random.Next(s_values.Length)]);
                return bytes;
            case 5:
                BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(_random.Next(4) == 0 ? 8 : record), s_values[_random.Next(s_values.Length)]);
                return bytes;
            case 6:
                return [.. bytes[..record], .. bytes[other..]];
            default:
                return [.. bytes[..record], .. bytes[other..(other + 24)], .. bytes[record..]];
        }
    }

    /// <summary>The same bytes with a BATCH_END that fits them, so that what they say is looked at.</summary>
    private static byte[] WithChecksum(byte[] bytes)
    {
        if (bytes.Length < 24 || bytes.Length % 24 != 0)
        {
            return bytes;
        }

        Crc32C crc = default;
        crc.Append(bytes);
        byte[] end = new byte[24];
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(8), (uint)(bytes.Length / 24 - 1));
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(12), MetaEvent.BatchEnd);
        BinaryPrimitives.WriteUInt64LittleEndian(end.AsSpan(16), crc.Value);
        return [.. bytes, .. end];
    }

    private byte[] Packed(byte[] bytes, Func<Stream, Stream> compression)
    {
        using MemoryStream target = new();
        using (Stream stream = compression(target))
        {
            stream.Write(bytes);
        }

        // Nothing at all is packed as nothing.
        byte[] packed = target.ToArray();
        if (packed.Length > 0 && _random.Next(2) == 0)
        {
            packed[_random.Next(packed.Length)] ^= (byte)(1 << _random.Next(8));
        }

        return _random.Next(4) == 0 ? packed[.._random.Next(packed.Length)] : packed;
    }
}
