using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Ojo.Format;

/// <summary>The JSON of a run file.</summary>
internal static class RunJson
{
    private const int Format = 1;

    public static byte[] Write(RunDescription run)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = new(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteNumber("format", Format);
            json.WriteString("service", run.Service);
            json.WriteString("host", run.Host);
            json.WriteNumber("processId", run.ProcessId);
            json.WriteNumber("batchStart", run.BatchStart);
            json.WriteNumber("version", run.Version);
            json.WriteString("resolution", run.Version == 1 ? "microseconds" : "nanoseconds");
            json.WriteString("clock", run.Clock);
            if (run.StartedAt is { } startedAt)
            {
                json.WriteString("startedAt", startedAt.ToUniversalTime());
            }

            json.WriteString("filter", run.Filter);
            json.WriteNumber("flowSampling", run.FlowSampling);
            json.WriteString("schema", run.SchemaHash == 0 ? "" : run.SchemaHash.ToString("x16", CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        return [.. bytes.WrittenSpan, (byte)'\n'];
    }

    public static RunDescription Read(ReadOnlySpan<byte> json)
    {
        try
        {
            Utf8JsonReader reader = new(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            return Read(new JsonFields(document.RootElement, "The run file"));
        }
        catch (JsonException exception)
        {
            throw new TraceFormatException($"The run file is not JSON: {exception.Message}");
        }
        catch (InvalidOperationException)
        {
            // What a text says is looked at only when it is read.
            throw new TraceFormatException("The run file has a text that is no Unicode: bytes that are not UTF-8, or half a surrogate pair.");
        }
    }

    private static RunDescription Read(JsonFields fields)
    {
        long format = fields.Integer("format", Format);
        if (format != Format)
        {
            throw new TraceFormatException($"The run file is of format {format}, which is not known here; format {Format} is.");
        }

        long version = fields.Integer("version", 1);
        if (version is < 1 or > TraceFileHeader.LastVersion)
        {
            throw new TraceFormatException($"The run file speaks of version {version} of the trace format; versions 1 and 2 are known here.");
        }

        long flowSampling = fields.Integer("flowSampling", 1);
        if (flowSampling is < 1 or > int.MaxValue)
        {
            throw new TraceFormatException($"The run file says that one of {flowSampling} flows was recorded; a number from 1 on was expected.");
        }

        return new RunDescription
        {
            Service = fields.Text("service"),
            Host = fields.Text("host"),
            ProcessId = fields.Int32("processId"),
            BatchStart = fields.RequiredUnsigned("batchStart"),
            Version = (int)version,
            Clock = fields.Text("clock"),
            StartedAt = fields.Time("startedAt"),
            Filter = fields.Text("filter"),
            FlowSampling = (int)flowSampling,
            SchemaHash = fields.Hash("schema"),
        };
    }
}
