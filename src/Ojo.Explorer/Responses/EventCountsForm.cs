using System.Buffers;
using System.Text.Json;
using Ojo.Explorer.Export;

namespace Ojo.Explorer.Responses;

/// <summary>An <see cref="EventCountsResponse"/> as bytes, in the container of <see cref="SeriesForm"/>: docs/API.md has them one by one.</summary>
internal static class EventCountsForm
{
    public const string MediaType = "application/vnd.ojo.counts";

    /// <summary>The form, for whoever offers it.</summary>
    public static BinaryForm<EventCountsResponse> Binary { get; } = new(MediaType, Write);

    public static void Write(EventCountsResponse answer, IBufferWriter<byte> output)
    {
        byte[] about = JsonSerializer.SerializeToUtf8Bytes(
            new EventCountsAbout([.. answer.Types.Select(static one => one.Type)], answer.Partial), ExplorerJson.Api.EventCountsAbout);
        BinaryHead.Write(output, BinaryHead.Counts, about, answer.Types.Count, (long)answer.FromNs.Value, (long)answer.ToNs.Value);
        foreach (TypeOverTimeResponse type in answer.Types)
        {
            BinaryHead.WriteInt64(output, type.Counts.Count);
            BinaryHead.WriteInt64(output, answer.BucketNs);
            if (type.Counts.Count > 0)
            {
                SeriesColumnForm.Write(output, [[.. type.Counts]], [null]);
            }
        }
    }
}
