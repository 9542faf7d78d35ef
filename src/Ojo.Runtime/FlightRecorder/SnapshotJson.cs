using System.Buffers;
using System.Text.Json;
using Ojo.Format;

namespace Ojo.FlightRecorder;

/// <summary>The JSON of a snapshot file.</summary>
internal static class SnapshotJson
{
    private const int Format = 1;

    public static byte[] Write(TraceSnapshot snapshot)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = new(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteNumber("format", Format);
            json.WriteString("reason", snapshot.Reason);
            json.WriteString("takenAt", snapshot.TakenAt.UtcDateTime);
            json.WriteString("service", snapshot.Service);
            json.WriteString("host", snapshot.Host);
            json.WriteNumber("processId", snapshot.ProcessId);
            json.WriteNumber("batchStart", snapshot.BatchStart);
            json.WriteNumber("version", snapshot.Version);
            json.WriteNumber("windowStart", snapshot.WindowStart);
            json.WriteNumber("windowEnd", snapshot.WindowEnd);
            json.WriteString("windowStartAt", snapshot.WindowStartAt.UtcDateTime);
            json.WriteString("windowEndAt", snapshot.WindowEndAt.UtcDateTime);
            json.WriteString("continues", snapshot.Continues);
            json.WriteBoolean("copy", snapshot.IsCopy);
            json.WriteStartArray("files");
            foreach (string file in snapshot.Files)
            {
                json.WriteStringValue(file);
            }

            json.WriteEndArray();
            json.WriteNumber("events", snapshot.Events);
            json.WriteNumber("overwritten", snapshot.Overwritten);
            json.WriteNumber("lost", snapshot.Lost);
            json.WriteEndObject();
        }

        return [.. bytes.WrittenSpan, (byte)'\n'];
    }

    /// <exception cref="TraceFormatException">It describes no snapshot.</exception>
    public static TraceSnapshot Read(ReadOnlySpan<byte> json)
    {
        try
        {
            Utf8JsonReader reader = new(json);
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            return Read(new JsonFields(document.RootElement, "The snapshot file"));
        }
        catch (JsonException exception)
        {
            throw new TraceFormatException($"The snapshot file is not JSON: {exception.Message}");
        }
    }

    private static TraceSnapshot Read(JsonFields fields)
    {
        long format = fields.Integer("format", Format);
        if (format != Format)
        {
            throw new TraceFormatException($"The snapshot file is of format {format}, which is not known here; format {Format} is.");
        }

        return new TraceSnapshot
        {
            Reason = fields.Text("reason"),
            TakenAt = fields.Time("takenAt") ?? DateTimeOffset.UnixEpoch,
            Service = fields.Text("service"),
            Host = fields.Text("host"),
            ProcessId = fields.Int32("processId"),
            BatchStart = fields.RequiredUnsigned("batchStart"),
            Version = fields.Int32("version", absent: 1, least: 1, most: TraceFileHeader.LastVersion),
            WindowStart = fields.RequiredUnsigned("windowStart"),
            WindowEnd = fields.RequiredUnsigned("windowEnd"),
            Continues = fields.Text("continues"),
            Files = [.. fields.Elements("files").Where(static file => file.ValueKind == JsonValueKind.String).Select(static file => file.GetString()!)],
            Events = fields.Integer("events", 0),
            Overwritten = fields.Integer("overwritten", 0),
            Lost = fields.Integer("lost", 0),
            IsCopy = fields.Flag("copy", absent: false),
        };
    }
}
