using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ojo.Interop.Exporting;
using Ojo.Interop.Json;
using Ojo.Interop.Timeline;

namespace Ojo.Interop.Qlog.Export;

/// <summary>Writes events that are events of a qlog file by themselves, and what of the others has no place in qlog's.</summary>
/// <param name="isIetf">Whether names are the drafts'.</param>
internal sealed class QlogEventText(bool isIetf) : IDisposable
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true, MaxDepth = 1000 };

    private readonly ArrayBufferWriter<byte> _texts = new(1 << 16);
    private readonly WordReader _words = new();
    private Utf8JsonWriter? _json;
    private JsonCells? _cells;

    /// <summary>All that was written since it was cleared.</summary>
    public ReadOnlySpan<byte> Written => _texts.WrittenSpan;

    /// <summary>How long that is.</summary>
    public int Length => _texts.WrittenCount;

    private Utf8JsonWriter Json => _json ??= new Utf8JsonWriter(_texts, s_options);

    private JsonCells Cells => _cells ??= new JsonCells(Json);

    /// <summary>Forgets what was written.</summary>
    public void Clear() => _texts.ResetWrittenCount();

    /// <inheritdoc/>
    public void Dispose() => _json?.Dispose();

    /// <summary>Writes an event as an object without its time.</summary>
    /// <param name="meaning">What it is.</param>
    /// <param name="scanned">It.</param>
    /// <param name="stream">The stream whose flow it is of; null where that is a connection's.</param>
    /// <param name="isOwn">Whether it is written with all its fields under a name of its own.</param>
    public void Event(QlogMeaning meaning, in ExportedEvent scanned, ulong? stream, bool isOwn)
    {
        Json.WriteStartObject();
        if (meaning.Original is { } original)
        {
            Imported(meaning, original, scanned);
        }
        else if (isOwn || !meaning.IsKnown)
        {
            Json.WriteString("name"u8, meaning.IsKnown ? "ojo:" + meaning.Name[(meaning.Name.IndexOf(':', StringComparison.Ordinal) + 1)..] : meaning.Name);
            Json.WriteStartObject("data"u8);
            Cells.Fields(meaning.Fields, scanned);
            if (!meaning.HasFields)
            {
                Cells.Words(scanned);
            }

            if (stream is { } id)
            {
                Json.WriteWhole("stream"u8, id);
            }

            Json.WriteEndObject();
        }
        else
        {
            Json.WriteString("name"u8, meaning.Role is EventRole.Blocked or EventRole.Unblocked && stream is not null
                ? isIetf ? "quic:stream_data_blocked_updated" : "transport:stream_data_blocked_updated"
                : meaning.Name);
            Json.WriteStartObject("data"u8);
            Known(meaning, scanned, stream);
            if (meaning.Beside.Length > 0 || meaning.WireName is not null)
            {
                Json.WritePropertyName("ojo"u8);
                Beside(meaning, scanned);
            }

            Json.WriteEndObject();
        }

        Json.WriteEndObject();
        End();
    }

    /// <summary>Writes what of an event has no place in qlog's, as an object.</summary>
    public void Rest(QlogMeaning meaning, in ExportedEvent scanned)
    {
        Beside(meaning, scanned);
        End();
    }

    private void End()
    {
        Json.Flush();
        Json.Reset(_texts);
    }

    private void Beside(QlogMeaning meaning, in ExportedEvent scanned)
    {
        Json.WriteStartObject();
        if (meaning.WireName is { } name)
        {
            Json.WriteString("event"u8, name);
        }

        Cells.Fields(meaning.Beside, scanned);
        Json.WriteEndObject();
    }

    private void Known(QlogMeaning meaning, in ExportedEvent scanned, ulong? stream)
    {
        string reason = meaning.Reason is { } field ? _words.Read(field, scanned) : "";
        switch (meaning.Role)
        {
            case EventRole.PacketLost or EventRole.PacketDiscarded:
                Packet(meaning, scanned);
                Trigger(meaning.Role == EventRole.PacketLost ? LossTrigger(reason) : DropTrigger(reason));
                break;
            case EventRole.StreamOpened or EventRole.StreamClosed:
                Json.WriteWhole("stream_id"u8, StreamOf(meaning, scanned, stream));
                Json.WriteString("new"u8, meaning.Role == EventRole.StreamOpened ? "open"u8 : "closed"u8);
                break;
            case EventRole.State:
                if (stream is { } owner)
                {
                    Json.WriteWhole("stream_id"u8, owner);
                }

                Json.WriteString("new"u8, meaning.Value is { } value ? _words.Read(value, scanned) : "");
                break;
            case EventRole.ConnectionOpened:
                Json.WriteStartObject("local"u8);
                Json.WriteEndObject();
                Json.WriteStartObject("remote"u8);
                Json.WriteEndObject();
                break;
            case EventRole.ConnectionClosed:
                Closed(meaning, scanned, reason);
                break;
            case EventRole.Blocked or EventRole.Unblocked:
                if (stream is { } blocked)
                {
                    Json.WriteWhole("stream_id"u8, blocked);
                }

                Json.WriteString("new"u8, meaning.Role == EventRole.Blocked ? "blocked"u8 : "unblocked"u8);
                Json.WriteString("reason"u8, BlockedReason(reason));
                break;
        }
    }

    /// <summary>The stream that an event names. Some events have no room for a long id, whose lower bits they have.</summary>
    private static ulong StreamOf(QlogMeaning meaning, in ExportedEvent scanned, ulong? stream)
    {
        if (meaning.StreamId is not { BitWidth: >= 1 and <= 64 } field)
        {
            return stream ?? 0;
        }

        ulong id = scanned.Bits(field.BitOffset, field.BitWidth);
        return stream is { } whole && (whole ^ id) << (64 - field.BitWidth) == 0 ? whole : id;
    }

    private void Packet(QlogMeaning meaning, in ExportedEvent scanned)
    {
        Json.WriteStartObject("header"u8);
        if (meaning.Space is not null || meaning.Role == EventRole.PacketLost)
        {
            Json.WriteString("packet_type"u8, QlogJson.PacketType(QlogRecords.SpaceOf(meaning, scanned)));
        }

        if (meaning.Number is { } number)
        {
            Json.WriteWhole("packet_number"u8, scanned.Bits(number.BitOffset, number.BitWidth));
        }

        Json.WriteEndObject();
        if (meaning.Size is { } size && meaning.Role == EventRole.PacketDiscarded)
        {
            Json.WriteStartObject("raw"u8);
            Json.WriteWhole("length"u8, scanned.Bits(size.BitOffset, size.BitWidth));
            Json.WriteEndObject();
        }
    }

    private void Closed(QlogMeaning meaning, in ExportedEvent scanned, string reason)
    {
        ExportedField? code = Array.Find(meaning.Fields, static field => field.Field.Name == "code" && field.Field.BitWidth is >= 1 and <= 64);
        ulong number = code is null ? 0 : scanned.Bits(code.Field.BitOffset, code.Field.BitWidth);
        if (reason == "application" || number != 0)
        {
            Json.WriteWhole(reason == "application" ? "application_code"u8 : "connection_code"u8, number);
        }

        Trigger(reason switch
        {
            "application" or "idle_timeout" or "handshake_timeout" or "stateless_reset" => reason,
            "version_negotiation" => "version_mismatch",
            "handshake_failed" or "protocol_error" or "internal_error" => "error",
            _ => null,
        });
    }

    private void Trigger(string? trigger)
    {
        if (trigger is not null)
        {
            Json.WriteString("trigger"u8, trigger);
        }
    }

    /// <summary>Writes an event as the qlog file had it that was imported; what of it other events tell already is not told twice.</summary>
    private void Imported(QlogMeaning meaning, string original, in ExportedEvent scanned)
    {
        QlogEventKind kind = QlogEventNames.KindOf(original.ToLowerInvariant());
        Json.WriteString("name"u8, kind switch
        {
            QlogEventKind.Other => original,
            QlogEventKind.Parameters => isIetf ? "quic:parameters_set" : "transport:parameters_set",
            _ => "ojo:" + original,
        });
        Json.WritePropertyName("data"u8);
        ReadOnlySpan<byte> data = ValidUtf8.Of(scanned.Text(0));
        if (IsJson(data))
        {
            Json.WriteRawValue(data, skipInputValidation: true);
        }
        else
        {
            Cells.Utf8(data);
        }
    }

    // A text that was too long to be kept was cut.
    private static bool IsJson(ReadOnlySpan<byte> text)
    {
        Utf8JsonReader reader = new(text);
        try
        {
            bool isAny = false;
            while (reader.Read())
            {
                isAny = true;
            }

            return isAny;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string? LossTrigger(string reason) => reason switch
    {
        "timeout" => "time_threshold",
        "reordering" or "duplicate_ack" => "reordering_threshold",
        "" or "unspecified" or "0" => null,
        _ => reason,
    };

    private static string? DropTrigger(string reason) => reason switch
    {
        "malformed" => "invalid",
        "decryption_failed" => "decryption_failure",
        "keys_unavailable" => "key_unavailable",
        "unsupported_version" => "unsupported",
        "unexpected" => "rejected",
        "queue_full" => "general",
        "" or "unspecified" or "0" => null,
        _ => reason,
    };

    private static string BlockedReason(string reason) => reason switch
    {
        "congestion" or "" => "congestion_control",
        "connection_limit" => "connection_flow_control",
        "stream_limit" => "stream_flow_control",
        "amplification" => "amplification_protection",
        _ => reason,
    };
}
