using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using Ojo.Explorer.Export;

namespace Ojo.Explorer.Responses;

/// <summary>A <see cref="SeriesResponse"/> as bytes: docs/API.md has them one by one. Everything is little-endian and begins at a multiple of eight.</summary>
internal static class SeriesForm
{
    public const string MediaType = "application/vnd.ojo.series";

    private const ushort Version = 1;
    private const int HeadSize = 32;
    private const uint HasBefore = 1;
    private const uint TimeIsUp = 2;

    /// <summary>The form, for whoever offers it.</summary>
    public static BinaryForm<SeriesResponse> Binary { get; } = new(MediaType, Write);

    public static void Write(SeriesResponse answer, IBufferWriter<byte> output)
    {
        byte[] about = JsonSerializer.SerializeToUtf8Bytes(
            new SeriesAbout(answer.Flow, answer.Run, [.. answer.Series.Select(static one => one.Selector)], answer.Missing), ExplorerJson.Api.SeriesAbout);
        Span<byte> head = output.GetSpan(HeadSize);
        "OJOS"u8.CopyTo(head);
        BinaryPrimitives.WriteUInt16LittleEndian(head[4..], Version);
        BinaryPrimitives.WriteUInt16LittleEndian(head[6..], 0);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], (uint)about.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[12..], (uint)answer.Series.Count);
        BinaryPrimitives.WriteInt64LittleEndian(head[16..], answer.FromNs);
        BinaryPrimitives.WriteInt64LittleEndian(head[24..], answer.ToNs);
        output.Advance(HeadSize);
        output.Write(about);
        SeriesColumnForm.Pad(output, about.Length);
        foreach (SeriesColumns series in answer.Series)
        {
            Write(series, output);
        }
    }

    private static void Write(SeriesColumns series, IBufferWriter<byte> output)
    {
        uint flags = (series.Before is null ? 0 : HasBefore) | (series.TimeIsUp ? TimeIsUp : 0);
        WriteInt64(output, (uint)series.FirstNs.Length | ((long)flags << 32));
        WriteInt64(output, series.BucketNs);
        if (series.Before is { } before)
        {
            WriteInt64(output, before.FirstNs);
            WriteInt64(output, before.LastNs);
            foreach (double? value in (double?[])[before.First, before.Last, before.Min, before.Max])
            {
                WriteInt64(output, BitConverter.DoubleToInt64Bits(value ?? double.NaN));
            }

            WriteInt64(output, before.Count);
        }

        if (series.FirstNs.Length > 0)
        {
            SeriesColumnForm.Write(output,
            [
                series.FirstNs, series.LastNs, SeriesColumnForm.Whole(series.First), SeriesColumnForm.Whole(series.Last),
                SeriesColumnForm.Whole(series.Min), SeriesColumnForm.Whole(series.Max), series.Count,
            ], [null, null, series.First, series.Last, series.Min, series.Max, null]);
        }
    }

    private static void WriteInt64(IBufferWriter<byte> output, long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(output.GetSpan(8), value);
        output.Advance(8);
    }
}
