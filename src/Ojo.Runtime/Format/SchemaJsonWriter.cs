using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Ojo.Catalogue;

namespace Ojo.Format;

/// <summary>Writes the JSON of a schema file for events that no generated provider has: those of imported traces.</summary>
internal static class SchemaJsonWriter
{
    /// <summary>The schema file of these events, by provider and id: the same bytes for the same events.</summary>
    public static byte[] Write(IReadOnlyList<EventDescriptor> events)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = new(bytes))
        {
            json.WriteStartObject();
            json.WriteNumber("format", 1);
            json.WriteStartArray("providers");
            foreach (IGrouping<string, EventDescriptor> provider in events.GroupBy(static e => e.Provider).OrderBy(static p => p.Key, StringComparer.Ordinal))
            {
                json.WriteStartObject();
                json.WriteString("provider", provider.Key);
                json.WriteStartArray("events");
                foreach (EventDescriptor descriptor in provider.OrderBy(static e => e.Id))
                {
                    Write(json, descriptor);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, EventDescriptor descriptor)
    {
        json.WriteStartObject();
        json.WriteNumber("id", descriptor.Id);
        WriteText(json, "wide_id", descriptor.WideId?.ToString(CultureInfo.InvariantCulture) ?? "");
        json.WriteString("name", descriptor.Name);
        json.WriteString("category", descriptor.Category);
        WriteText(json, "description", descriptor.Description);
        WriteWord(json, "level", descriptor.Level);
        WriteWord(json, "role", descriptor.Role);
        WriteWord(json, "chart", descriptor.Chart);
        json.WriteBoolean("flow", descriptor.Flow);
        WriteText(json, "since", descriptor.Since);
        WriteText(json, "retired", descriptor.Retired);
        WriteText(json, "renamed_from", descriptor.RenamedFrom);
        WriteText(json, "snapshot_when", descriptor.SnapshotWhen);
        json.WriteStartArray("fields");
        foreach (FieldDescriptor field in descriptor.Fields)
        {
            Write(json, field);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FieldDescriptor field)
    {
        json.WriteStartObject();
        json.WriteString("name", field.Name);
        WriteWord(json, "type", field.Type);
        WriteWord(json, "kind", field.Kind);
        WriteText(json, "unit", field.Unit);
        WriteWord(json, "part", field.Part);
        WriteText(json, "description", field.Description);
        json.WriteNumber("offset", field.BitOffset);
        json.WriteNumber("bits", field.BitWidth);
        if (field.Values.Count > 0)
        {
            json.WriteStartObject("values");
            foreach (EnumValue value in field.Values)
            {
                json.WriteNumber(value.Name, value.Value);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string key, string value)
    {
        if (value.Length > 0)
        {
            json.WriteString(key, value);
        }
    }

    private static void WriteWord<T>(Utf8JsonWriter json, string key, T value)
        where T : struct, Enum => json.WriteString(key, JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));
}
