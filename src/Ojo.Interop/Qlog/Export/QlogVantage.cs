using System.Text.Json;
using Ojo.Interop.Exporting;
using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Interop.Qlog.Export;

/// <summary>Finds out which end of a connection recorded it: by an event that says so, or by what an imported file said.</summary>
internal sealed class QlogVantage : IEventSink
{
    private readonly Dictionary<int, ExportedField> _ends = [];
    private readonly int _traceKey;

    private QlogVantage(ExportSource source)
    {
        _traceKey = source.Types.Values.FirstOrDefault(static type => type.EventType == QlogTypes.Trace.Id)?.TypeKey ?? -1;
        foreach (StoredEventType type in source.Types.Values)
        {
            if (type.Descriptor is { Role: EventRole.ConnectionOpened } descriptor
                && descriptor.Fields.FirstOrDefault(static field => field.Values.Any(static value => value.Name == "server")) is { BitWidth: >= 1 and <= 64 } end)
            {
                _ends.Add(type.TypeKey, new ExportedField(end, 0));
            }
        }
    }

    private string Type { get; set; } = "unknown";

    /// <returns><c>client</c>, <c>server</c> or <c>unknown</c>.</returns>
    public static string Of(ExportSource source, FlowKey flow, CancellationToken cancellation)
    {
        QlogVantage vantage = new(source);
        ScannedType[] types = [.. vantage._ends.Keys.Append(vantage._traceKey).Where(static key => key >= 0).Select(static key => new ScannedType(key, int.MaxValue))];
        if (types.Length > 0)
        {
            source.Store.Scan(new EventScan { Flows = [flow], RunId = flow.RunId, Types = types, WithTexts = true }, vantage, cancellation);
        }

        return vantage.Type;
    }

    /// <inheritdoc/>
    public bool Take(in ScannedEvents events)
    {
        for (int number = 0; number < events.Events.Length; number++)
        {
            ExportedEvent scanned = new(events, number);
            int key = events.Events[number].TypeKey;
            string type = key == _traceKey ? Said(scanned.Text(1))
                : _ends.TryGetValue(key, out ExportedField? end) ? new Timeline.WordReader().Read(end, scanned)
                : "";
            if (type is "client" or "server")
            {
                Type = type;
                return false;
            }
        }

        return true;
    }

    private static string Said(ReadOnlySpan<byte> head)
    {
        try
        {
            Utf8JsonReader reader = new(head);
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("vantage_point"u8, out JsonElement point)
                && point.ValueKind == JsonValueKind.Object
                && point.TryGetProperty("type"u8, out JsonElement type)
                && type.ValueKind == JsonValueKind.String
                    ? type.GetString()!.ToLowerInvariant()
                    : "";
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Too long to be kept as a whole, or no text.
            return "";
        }
    }
}
