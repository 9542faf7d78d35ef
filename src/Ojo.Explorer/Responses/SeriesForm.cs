using System.Buffers;
using System.Text.Json;
using Ojo.Explorer.Export;

namespace Ojo.Explorer.Responses;

/// <summary>A <see cref="SeriesResponse"/> as bytes: docs/API.md has them one by one. Everything is little-endian and begins at a multiple of eight.</summary>
internal static class SeriesForm
{
    public const string MediaType = "application/vnd.ojo.series";

    private const uint HasBefore = 1;
    private const uint TimeIsUp = 2;

    /// <summary>The form, for whoever offers it.</summary>
    public static BinaryForm<SeriesResponse> Binary { get; } = new(MediaType, Write);

    public static void Write(SeriesResponse answer, IBufferWriter<byte> output)
    {
        byte[] about = JsonSerializer.SerializeToUtf8Bytes(
            new SeriesAbout(answer.Flow, answer.Run, [.. answer.Series.Select(static one => one.Selector)], answer.Missing), ExplorerJson.Api.SeriesAbout);
        BinaryHead.Write(output, BinaryHead.Series, about, answer.Series.Count, answer.FromNs, answer.ToNs);
        foreach (SeriesColumns series in answer.Series)
        {
            Write(series, output);
        }
    }

    private static void Write(SeriesColumns series, IBufferWriter<byte> output)
    {
        uint flags = (series.Before is null ? 0 : HasBefore) | (series.TimeIsUp ? TimeIsUp : 0);
        BinaryHead.WriteInt64(output, (uint)series.FirstNs.Length | ((long)flags << 32));
        BinaryHead.WriteInt64(output, series.BucketNs);
        if (series.Before is { } before)
        {
            BinaryHead.WriteInt64(output, before.FirstNs);
            BinaryHead.WriteInt64(output, before.LastNs);
            foreach (double? value in (double?[])[before.First, before.Last, before.Min, before.Max])
            {
                BinaryHead.WriteInt64(output, BitConverter.DoubleToInt64Bits(value ?? double.NaN));
            }

            BinaryHead.WriteInt64(output, before.Count);
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
}
