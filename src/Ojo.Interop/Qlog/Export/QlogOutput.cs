using System.Buffers;
using System.Text.Json;
using Ojo.Interop.Exporting;
using Ojo.Interop.Json;

namespace Ojo.Interop.Qlog.Export;

/// <summary>The file: one object that contains traces with their events, or a sequence of records of one trace.</summary>
internal sealed class QlogOutput : IDisposable
{
    private const int UsualPiece = 64 * 1024;
    private const byte RecordSeparator = 0x1E;
    private const string Title = "Exported by Ojo";

    private readonly Stream _destination;
    private readonly bool _isSequence;
    private readonly CancellationToken _cancellation;
    private readonly Utf8JsonWriter _json;
    private int _traces;
    private bool _hasEvent;

    /// <param name="destination">Where to.</param>
    /// <param name="names">What events are called.</param>
    /// <param name="isSequence">Whether it is a sequence of records.</param>
    /// <param name="cancellation">Ends it.</param>
    public QlogOutput(Stream destination, QlogNames names, bool isSequence, CancellationToken cancellation)
    {
        (_destination, Names, _isSequence, _cancellation) = (destination, names, isSequence, cancellation);
        _json = new Utf8JsonWriter(Output, JsonCells.Options);
        if (!isSequence)
        {
            _json.WriteStartObject();
            WriteHead("contained", "application/qlog+json", "JSON");
            _json.WritePropertyName("traces"u8);
            EndJson();
            Output.Write("["u8);
        }
    }

    /// <summary>What events are called.</summary>
    public QlogNames Names { get; }

    /// <summary>Where events go on their way to the file.</summary>
    public ArrayBufferWriter<byte> Output { get; } = new(2 * UsualPiece);

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    /// <summary>Begins a trace.</summary>
    /// <param name="title">What it is of.</param>
    /// <param name="service">Whose it is.</param>
    /// <param name="type">Which end recorded it: <c>client</c>, <c>server</c> or <c>unknown</c>.</param>
    /// <param name="startUnixNs">What its times count from.</param>
    public void BeginTrace(string title, string service, string type, long startUnixNs)
    {
        if (_isSequence)
        {
            Output.Write([RecordSeparator]);
            _json.WriteStartObject();
            WriteHead("sequential", "application/qlog+json-seq", "JSON-SEQ");
            _json.WriteStartObject("trace"u8);
        }
        else
        {
            Output.Write(_traces == 0 ? "\n"u8 : ",\n"u8);
            _json.WriteStartObject();
        }

        _traces++;
        _hasEvent = false;
        _json.WriteString("title"u8, title);
        _json.WriteStartObject("vantage_point"u8);
        _json.WriteString("name"u8, service);
        _json.WriteString("type"u8, type);
        _json.WriteEndObject();
        _json.WriteStartArray("event_schemas"u8);
        _json.WriteStringValue("urn:ietf:params:qlog:events:quic-13"u8);
        _json.WriteStringValue("urn:x-ojo:events:ojo"u8);
        _json.WriteEndArray();
        _json.WriteStartObject("common_fields"u8);
        _json.WriteString("time_format"u8, "relative_to_epoch"u8);
        _json.WriteStartObject("reference_time"u8);
        _json.WriteString("clock_type"u8, "system"u8);
        Span<byte> time = stackalloc byte[IsoTime.Length];
        IsoTime.Write(startUnixNs, time);
        _json.WriteString("epoch"u8, time);
        _json.WriteEndObject();
        _json.WriteEndObject();
        if (_isSequence)
        {
            _json.WriteEndObject();
            _json.WriteEndObject();
            EndJson();
            Output.Write("\n"u8);
        }
        else
        {
            _json.WritePropertyName("events"u8);
            EndJson();
            Output.Write("["u8);
        }
    }

    /// <summary>Ends a trace.</summary>
    public void EndTrace() => Output.Write(_isSequence ? [] : "\n]}"u8);

    /// <summary>Ends the file.</summary>
    public void End()
    {
        Output.Write(_isSequence ? [] : "\n]}\n"u8);
        Flush();
    }

    /// <summary>Begins an event, which is then written.</summary>
    public void BeginEvent()
    {
        Output.Write(_isSequence ? [RecordSeparator] : _hasEvent ? ",\n"u8 : "\n"u8);
        _hasEvent = true;
    }

    /// <summary>Ends it.</summary>
    public void EndEvent()
    {
        Output.Write(_isSequence ? "\n"u8 : []);
        if (Output.WrittenCount >= UsualPiece)
        {
            Flush();
        }
    }

    private void Flush()
    {
        _cancellation.ThrowIfCancellationRequested();
        _destination.Write(Output.WrittenSpan);
        Output.ResetWrittenCount();
    }

    private void EndJson()
    {
        _json.Flush();
        _json.Reset(Output);
    }

    private void WriteHead(string schema, string serialization, string format)
    {
        _json.WriteString("file_schema"u8, $"urn:ietf:params:qlog:file:{schema}");
        _json.WriteString("serialization_format"u8, serialization);
        if (Names == QlogNames.Viewers)
        {
            // No draft asks for these any more; today's viewers open nothing without them.
            _json.WriteString("qlog_version"u8, "0.3"u8);
            _json.WriteString("qlog_format"u8, format);
        }

        _json.WriteString("title"u8, Title);
    }
}
