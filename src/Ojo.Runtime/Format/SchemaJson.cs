using System.Globalization;
using System.Text.Json;
using Ojo.Catalogue;

namespace Ojo.Format;

/// <summary>The JSON of a schema file: made by joining what the providers wrote down, read with every value checked.</summary>
internal static class SchemaJson
{
    private const int Format = 1;
    private const int MostFields = 256;

    /// <summary>The schema file of these providers, which come in order of name.</summary>
    public static byte[] Join(IReadOnlyList<EventProvider> providers)
    {
        MemoryStream json = new();
        json.Write("""{"format":1,"providers":["""u8);
        for (int i = 0; i < providers.Count; i++)
        {
            json.Write(i == 0 ? "\n"u8 : ",\n"u8);
            json.Write(providers[i].SchemaJson);
        }

        json.Write("\n]}\n"u8);
        return json.ToArray();
    }

    public static SchemaDocument Read(ReadOnlySpan<byte> json)
    {
        try
        {
            Utf8JsonReader reader = new(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            return Read(new JsonFields(document.RootElement, "The schema file"));
        }
        catch (JsonException exception)
        {
            throw new TraceFormatException($"The schema file is not JSON: {exception.Message}");
        }
        catch (InvalidOperationException)
        {
            // What a text says is looked at only when it is read.
            throw new TraceFormatException("The schema file has a text that is no Unicode: bytes that are not UTF-8, or half a surrogate pair.");
        }
    }

    private static SchemaDocument Read(JsonFields fields)
    {
        long format = fields.Integer("format", Format);
        if (format != Format)
        {
            throw new TraceFormatException($"The schema file is of format {format}, which is not known here; format {Format} is.");
        }

        SortedDictionary<uint, EventDescriptor> events = [];
        HashSet<uint> ambiguous = [];
        foreach (JsonElement element in fields.Elements("providers"))
        {
            JsonFields provider = new(element, "A provider of the schema file");
            string name = provider.RequiredText("provider");
            foreach (JsonElement declaration in provider.Elements("events"))
            {
                EventDescriptor descriptor = ReadEvent(new JsonFields(declaration, $"An event of provider {name}"), name);
                if (!events.TryAdd(descriptor.Id, descriptor) && !MeanTheSame(events[descriptor.Id], descriptor))
                {
                    ambiguous.Add(descriptor.Id);
                }
            }
        }

        return new SchemaDocument { Events = [.. events.Values.Where(descriptor => !ambiguous.Contains(descriptor.Id))] };
    }

    /// <summary>Whether payloads of both are read alike: two assemblies of a program may have been built from one events file.</summary>
    private static bool MeanTheSame(EventDescriptor left, EventDescriptor right) =>
        left.Name == right.Name && left.Role == right.Role && left.Flow == right.Flow
        && left.Fields.Select(Layout).SequenceEqual(right.Fields.Select(Layout));

    private static (string Name, FieldType Type, int BitOffset, int BitWidth, FieldPart Part, string Values) Layout(FieldDescriptor field) =>
        (field.Name, field.Type, field.BitOffset, field.BitWidth, field.Part, string.Join(',', field.Values));

    private static EventDescriptor ReadEvent(JsonFields fields, string provider)
    {
        string name = fields.RequiredText("name");
        long id = fields.Integer("id", EventTypeId.Invalid);
        if (id is <= EventTypeId.Invalid or > EventTypeId.LastDerived)
        {
            throw fields.Wrong("id", "an event id from 1 to 4294967294");
        }

        List<FieldDescriptor> declared = [];
        foreach (JsonElement element in fields.Elements("fields"))
        {
            declared.Add(ReadField(new JsonFields(element, $"A field of {name}")));
            if (declared.Count > MostFields)
            {
                throw new TraceFormatException($"{name} of the schema file has more than {MostFields} fields.");
            }
        }

        return new EventDescriptor
        {
            Id = (uint)id,
            WideId = ReadWideId(fields),
            Name = name,
            Provider = provider,
            Category = fields.Text("category", "General"),
            Description = fields.Text("description"),
            Level = fields.Word("level", EventLevel.Info),
            Role = fields.Word("role", EventRole.None),
            Chart = fields.Word("chart", ChartHint.Auto),
            Flow = fields.Flag("flow", true),
            Since = fields.Text("since"),
            Retired = fields.Text("retired"),
            RenamedFrom = fields.Text("renamed_from"),
            SnapshotWhen = fields.Text("snapshot_when"),
            Fields = declared,
        };
    }

    private static ulong? ReadWideId(JsonFields fields)
    {
        string text = fields.Text("wide_id");
        return text.Length == 0 ? null
            : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong id) ? id
            : throw fields.Wrong("wide_id", "a text of digits, a number of 64 bits");
    }

    private static FieldDescriptor ReadField(JsonFields fields)
    {
        List<EnumValue> values = [];
        foreach (JsonProperty property in fields.Properties("values"))
        {
            values.Add(property.Value.TryReadInt64(out long number)
                ? new EnumValue(property.Name, number)
                : throw fields.Wrong("values", "an object of names and whole numbers"));
        }

        values.Sort(static (left, right) => left.Value.CompareTo(right.Value));
        return new FieldDescriptor
        {
            Name = fields.RequiredText("name"),
            Type = fields.Word("type", FieldType.U64),
            Kind = fields.Word("kind", FieldKind.None),
            Unit = fields.Text("unit"),
            Part = fields.Word("part", FieldPart.None),
            Description = fields.Text("description"),
            BitOffset = fields.Int32("offset", 0, 0, 1 << 20),
            BitWidth = fields.Int32("bits", 64, 0, 128),
            Values = values,
        };
    }

    private static bool TryReadInt64(this JsonElement value, out long number)
    {
        number = 0;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out number);
    }
}
