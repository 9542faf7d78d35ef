using System.Buffers;
using System.Text.Json;
using Ojo.Interop.Exporting;
using Ojo.Storage.Queries;

namespace Ojo.Interop.Json;

/// <summary>Events as JSON objects, one on each line.</summary>
internal sealed class JsonLines : EventLines, IDisposable
{
    private readonly Dictionary<int, ExportedType> _types = [];
    private readonly bool _isArray;
    private readonly Utf8JsonWriter _writer;
    private readonly JsonCells _cells;

    /// <param name="source">What is exported.</param>
    /// <param name="isArray">Whether the lines together are one array.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="cancellation">Ends it.</param>
    public JsonLines(ExportSource source, bool isArray, Stream destination, CancellationToken cancellation)
        : base(source, destination, cancellation)
    {
        _isArray = isArray;
        _writer = new Utf8JsonWriter(Output, JsonCells.Options);
        _cells = new JsonCells(_writer);
        foreach (StoredEventType type in source.Types.Values)
        {
            _types.Add(type.TypeKey, new ExportedType(type));
        }

        Output.Write(isArray ? "["u8 : []);
    }

    /// <summary>Ends the file.</summary>
    public void End()
    {
        Output.Write(_isArray ? "\n]\n"u8 : []);
        Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    /// <inheritdoc/>
    protected override void Write(in ExportedEvent scanned, int typeKey)
    {
        ExportedType type = _types[typeKey];
        Output.Write(!_isArray ? [] : Count == 0 ? "\n"u8 : ",\n"u8);
        _writer.WriteStartObject();
        _writer.WriteNumber("run"u8, Run);
        _writer.WriteString("flow"u8, Flow);
        _writer.WriteNumber("tNs"u8, scanned.TNs);
        _writer.WriteString("time"u8, WallClockText(scanned));
        _writer.WriteString("type"u8, type.Name);
        if (type.Fields is { } fields)
        {
            _writer.WriteStartObject("fields"u8);
            _cells.Fields(fields, scanned);
            _writer.WriteEndObject();
        }
        else
        {
            _cells.Words(scanned);
        }

        _writer.WriteEndObject();
        _writer.Flush();
        Output.Write(_isArray ? [] : "\n"u8);
        _writer.Reset(Output);
    }
}
