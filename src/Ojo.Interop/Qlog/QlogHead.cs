using System.Globalization;
using System.Text;
using System.Text.Json;

using Ojo.Interop.Importing;

namespace Ojo.Interop.Qlog;

/// <summary>What a trace says of itself beside its events.</summary>
internal sealed class QlogHead
{
    /// <summary>How many bytes of what stands beside the events are kept.</summary>
    public const int MostKept = 64 * 1024;

    private const int MostFields = 64;
    private static readonly byte[][] s_defaultFields = ["relative_time"u8.ToArray(), "category"u8.ToArray(), "event"u8.ToArray(), "data"u8.ToArray()];

    /// <summary>What recorded the trace: its vantage point's name; null where there is none.</summary>
    public string? Name { get; private set; }

    /// <summary>Whether a server recorded it.</summary>
    public bool IsServer { get; private set; }

    /// <summary>The trace's title.</summary>
    public string? Title { get; private set; }

    /// <summary>What times count from; null where it is not said.</summary>
    public QlogTimeForm? TimeForm { get; private set; }

    /// <summary>Whether times count from an epoch that was named, or is unknown, and not from each other.</summary>
    public bool HasEpoch { get; private set; }

    /// <summary>How many digits a time is away from nanoseconds: 6 for milliseconds, 3 for microseconds.</summary>
    public int Shift { get; private set; } = 6;

    /// <summary>The reference time where it is a number, as it is written.</summary>
    public byte[] ReferenceNumber { get; private set; } = [];

    /// <summary>The reference time where it is a date.</summary>
    public DateTimeOffset? ReferenceDate { get; private set; }

    /// <summary>What is added to all times, in nanoseconds.</summary>
    public long OffsetNs { get; private set; }

    /// <summary>The group that the trace's events are of where they do not say another, as it is written.</summary>
    public byte[] GroupId { get; private set; } = [];

    /// <summary>What the columns of events that are arrays mean.</summary>
    public IReadOnlyList<byte[]> EventFields { get; private set; } = s_defaultFields;

    /// <summary>All of it as it is written.</summary>
    public JsonRest Json { get; } = new();

    /// <summary>Whether everything was seen that must be known before the first event.</summary>
    public bool IsComplete { get; private set; }

    private bool HasVantagePoint { get; set; }

    private bool HasCommonFields { get; set; }

    /// <summary>Takes a member of the trace.</summary>
    public void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        Json.AddUpTo(MostKept, key, value);

        if (key.SequenceEqual("vantage_point"u8) || key.SequenceEqual("vantagepoint"u8))
        {
            HasVantagePoint = true;
            Read(value, VantagePoint);
        }
        else if (key.SequenceEqual("common_fields"u8))
        {
            HasCommonFields = true;
            Read(value, CommonFields);
        }
        else if (key.SequenceEqual("configuration"u8))
        {
            Read(value, Configuration);
        }
        else if (key.SequenceEqual("event_fields"u8))
        {
            Read(value, Columns);
        }
        else if (key.SequenceEqual("title"u8))
        {
            Read(value, title => Title = Text(title));
        }

        IsComplete = HasVantagePoint && HasCommonFields;
    }

    /// <summary>Takes what the file says beside its traces.</summary>
    public void AddFile(JsonRest rest)
    {
        if (!rest.IsEmpty)
        {
            Add("file"u8, rest.Json);
        }
    }

    private static void Read(ReadOnlySpan<byte> json, Action<JsonElement> read)
    {
        try
        {
            Utf8JsonReader reader = new(json);
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            read(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Its syntax was looked at before; a broken character in a string is all that is left, and no reason to lose the events.
        }
    }

    private static string? Text(JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    private static IEnumerable<JsonProperty> Members(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : Enumerable.Empty<JsonProperty>();

    private static byte[] Written(JsonElement element) => Encoding.UTF8.GetBytes(element.GetRawText().Trim('"'));

    private void VantagePoint(JsonElement point)
    {
        if (Text(point) is { } type)
        {
            IsServer = type.Equals("server", StringComparison.OrdinalIgnoreCase);
        }

        foreach (JsonProperty member in Members(point))
        {
            switch (member.Name)
            {
                case "name":
                    Name = Text(member.Value);
                    break;
                case "type":
                    IsServer = "server".Equals(Text(member.Value), StringComparison.OrdinalIgnoreCase);
                    break;
            }
        }
    }

    private void CommonFields(JsonElement fields)
    {
        foreach (JsonProperty member in Members(fields))
        {
            switch (member.Name)
            {
                case "time_format":
                    TimeForm = Text(member.Value) switch
                    {
                        "relative" => QlogTimeForm.Relative,
                        "relative_to_epoch" => QlogTimeForm.Relative,
                        "delta" or "relative_to_previous_event" => QlogTimeForm.Delta,
                        "absolute" => QlogTimeForm.Absolute,
                        _ => TimeForm,
                    };
                    HasEpoch |= Text(member.Value) == "relative_to_epoch";
                    break;
                case "time_units":
                    Units(member.Value);
                    break;
                case "reference_time":
                    Reference(member.Value);
                    break;
                case "ODCID" or "odcid" when GroupId.Length == 0:
                case "group_id":
                    GroupId = Written(member.Value);
                    break;
            }
        }
    }

    private void Reference(JsonElement reference)
    {
        string? epoch = null;
        foreach (JsonProperty member in Members(reference))
        {
            HasEpoch = true;
            if (member.Name == "epoch")
            {
                epoch = Text(member.Value);
                Date(epoch);
            }
        }

        foreach (JsonProperty member in Members(reference))
        {
            if (member.Name == "wall_clock_time" && (epoch is null or "unknown"))
            {
                Date(Text(member.Value));
            }
        }

        if (reference.ValueKind is JsonValueKind.Number or JsonValueKind.String)
        {
            byte[] written = Written(reference);
            if (DecimalNumber.TryDouble(written, out _))
            {
                ReferenceNumber = written;
            }
            else
            {
                Date(Text(reference));
            }
        }
    }

    private void Date(string? text)
    {
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date))
        {
            ReferenceDate = date;
        }
    }

    private void Configuration(JsonElement configuration)
    {
        foreach (JsonProperty member in Members(configuration))
        {
            if (member.Name == "time_units")
            {
                Units(member.Value);
            }
        }

        foreach (JsonProperty member in Members(configuration))
        {
            if (member.Name == "time_offset" && DecimalNumber.TryScaled(Written(member.Value), Shift, out long offset))
            {
                OffsetNs = offset;
            }
        }
    }

    private void Units(JsonElement units) => Shift = Text(units) switch
    {
        "us" => 3,
        "ns" => 0,
        "s" => 9,
        _ => 6,
    };

    private void Columns(JsonElement columns)
    {
        if (columns.ValueKind == JsonValueKind.Array && columns.GetArrayLength() is > 0 and <= MostFields)
        {
            EventFields = [.. columns.EnumerateArray().Select(static column => Encoding.UTF8.GetBytes((Text(column) ?? "").ToLowerInvariant()))];
        }
    }
}
