using System.Buffers;
using System.Text.Json;
using Ojo.Explorer.Responses;
using Ojo.Explorer.Stores;
using Ojo.Interop.Json;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Export;

/// <summary>Events as JSON, one on each line and each as it stands in a page.</summary>
internal sealed class EventJsonLines : IEventLines
{
    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> output, IReadOnlyList<EventRow> events, EventTypeNames types)
    {
        using Utf8JsonWriter writer = new(output, JsonCells.Options);
        foreach (EventRow row in events)
        {
            JsonSerializer.Serialize(writer, EventResponse.Of(row, types.Find(row.TypeKey)), ExplorerJson.Api.EventResponse);
            EndLine(writer, output);
        }
    }

    /// <inheritdoc/>
    public void Stop(IBufferWriter<byte> output, EventFileStop stop)
    {
        using Utf8JsonWriter writer = new(output, JsonCells.Options);
        writer.WriteStartObject();
        writer.WriteBoolean("timeIsUp"u8, stop.TimeIsUp);
        writer.WriteString("nextCursor"u8, stop.NextCursor);
        writer.WritePropertyName("missing"u8);
        writer.WriteStartArray();
        foreach (MissingResponse missing in MissingResponse.Of(stop.Missing))
        {
            JsonSerializer.Serialize(writer, missing, ExplorerJson.Api.MissingResponse);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        EndLine(writer, output);
    }

    private static void EndLine(Utf8JsonWriter writer, IBufferWriter<byte> output)
    {
        writer.Flush();
        output.Write("\n"u8);
        writer.Reset(output);
    }
}
