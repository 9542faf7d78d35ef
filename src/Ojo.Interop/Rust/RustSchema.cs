using System.Globalization;
using System.Text.Json;
using Ojo.Catalogue;
using Ojo.Interop.Importing;

namespace Ojo.Interop.Rust;

/// <summary>What the event types of a Rust trace mean: the content of <c>schema/event_schema_<i>version</i>.json</c>.</summary>
internal sealed class RustSchema
{
    /// <summary>The built-in event that names a flow's parent.</summary>
    public const uint LinkParent = 0x101;

    private const string Provider = "rust";
    private const long MostBytes = 16 << 20;
    private const int MostEvents = 50_000;

    private readonly HashSet<ulong> _ranges = [];
    private readonly HashSet<ulong> _links = [];

    private RustSchema(List<RustEvent> events)
    {
        List<EventDescriptor> descriptors = [];
        foreach (RustEvent declared in events)
        {
            if (declared.ValueType >= RustValueType.CountRange)
            {
                _ranges.Add(declared.Value);
            }

            if (NameOf(declared.Name) == "STREAM_LINK_PARENT")
            {
                _links.Add(declared.Value);
            }

            descriptors.Add(Describe(declared));
        }

        Events = descriptors;
    }

    /// <summary>The event types that have names.</summary>
    public IReadOnlyList<EventDescriptor> Events { get; }

    /// <summary>Whether an event's value is a range, and takes two words.</summary>
    public bool IsRange(ulong eventType) => _ranges.Contains(eventType);

    /// <summary>Whether an event names its flow's parent.</summary>
    public bool IsLink(ulong eventType) => _links.Contains(eventType);

    /// <summary>Looks for the schema of a trace file: in the folder <c>schema</c> beside the one that it is in, or beside it.</summary>
    /// <param name="path">The trace file.</param>
    /// <param name="version">The version that its header names.</param>
    /// <param name="report">Told where there is none that can be read; events are then known by their numbers.</param>
    public static RustSchema Find(string path, ulong version, ImportReport report)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"event_schema_{version:x16}.json");
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        string[] places = [Path.Combine(folder, "..", "schema", name), Path.Combine(folder, "schema", name), Path.Combine(folder, name)];
        if (Array.Find(places, File.Exists) is not { } found)
        {
            report.Add(-1, $"There is no {name} in ../schema, ./schema or beside the file: its events are known by their numbers alone.");
            return new RustSchema([]);
        }

        try
        {
            return new FileInfo(found).Length > MostBytes
                ? throw new FormatException($"it has more than {MostBytes >> 20} MiB")
                : new RustSchema(Read(File.ReadAllBytes(found), report));
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or IOException or UnauthorizedAccessException)
        {
            report.Add(-1, $"{name} cannot be read ({exception.Message}): the events are known by their numbers alone.");
            return new RustSchema([]);
        }
    }

    private static List<RustEvent> Read(byte[] json, ImportReport report)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        List<RustEvent> events = [];
        HashSet<ulong> seen = [];
        foreach (JsonElement element in document.RootElement.GetProperty("events").EnumerateArray())
        {
            ulong value = element.GetProperty("value").GetUInt64();
            string name = element.GetProperty("name").GetString() ?? "";
            if (name.Length == 0 || !seen.Add(value) || events.Count == MostEvents)
            {
                report.Add(-1, $"The schema's event {value} has no name, is there twice or is one of more than {MostEvents}: it was left out.");
                continue;
            }

            int valueType = Number(element, "value_type");
            events.Add(new RustEvent(
                value, name, Text(element, "category"), Text(element, "description"), Enum.IsDefined((RustValueType)valueType) ? (RustValueType)valueType : RustValueType.Identifier));
        }

        return events;
    }

    private static string Text(JsonElement element, string key) =>
        element.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static int Number(JsonElement element, string key) =>
        element.TryGetProperty(key, out JsonElement value) && value.TryGetInt32(out int number) ? number : 0;

    /// <summary>An event by whose name Ojo has one of its own is the same to a protocol engineer, and is drawn alike.</summary>
    private static EventDescriptor Describe(RustEvent declared)
    {
        bool isNarrow = WideIds.IsEventType(declared.Value);
        EventDescriptor? like = BuiltInEvent.Named(NameOf(declared.Name));
        return new EventDescriptor
        {
            Id = isNarrow ? (uint)declared.Value : EventTypeId.Derive(Provider, declared.Value.ToString(CultureInfo.InvariantCulture)),
            WideId = isNarrow ? null : declared.Value,
            Name = declared.Name,
            Provider = Provider,
            Category = declared.Category.Length > 0 ? declared.Category : "General",
            Description = declared.Description,
            Role = like?.Role ?? EventRole.None,
            Chart = like?.Chart ?? ChartHint.Auto,
            Fields = FieldsOf(declared.ValueType, like?.Fields is [FieldDescriptor first, ..] ? first : null),
        };
    }

    private static FieldDescriptor[] FieldsOf(RustValueType type, FieldDescriptor? like) => type switch
    {
        RustValueType.None => [],
        RustValueType.CountRange or RustValueType.BytesRange or RustValueType.DurationRange => [Field(type, "start", 0, null), Field(type, "end", 64, null)],
        _ => [Field(type, like?.Name ?? "value", 0, like)],
    };

    private static FieldDescriptor Field(RustValueType type, string name, int offset, FieldDescriptor? like)
    {
        (FieldKind kind, string unit) = type switch
        {
            RustValueType.Count or RustValueType.CountRange => (FieldKind.Count, ""),
            RustValueType.Bytes or RustValueType.BytesRange => (FieldKind.Bytes, "bytes"),
            RustValueType.Duration or RustValueType.DurationRange => (FieldKind.Duration, "ns"),
            _ => (FieldKind.Identifier, ""),
        };
        return new FieldDescriptor
        {
            Name = name,
            Type = kind == FieldKind.Duration ? FieldType.Duration : FieldType.U64,
            Kind = kind,
            Unit = unit,
            Part = like?.Part ?? FieldPart.None,
            BitOffset = offset,
            BitWidth = 64,
        };
    }

    /// <summary>A name as Ojo would write it: <c>PacketSent</c> and <c>packet_sent</c> are PACKET_SENT.</summary>
    private static string NameOf(string name) => JsonNamingPolicy.SnakeCaseUpper.ConvertName(name);

    /// <summary>An event of the schema file.</summary>
    private readonly record struct RustEvent(ulong Value, string Name, string Category, string Description, RustValueType ValueType);
}
