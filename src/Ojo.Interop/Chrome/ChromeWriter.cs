using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Ojo.Interop.Exporting;
using Ojo.Interop.Json;
using Ojo.Interop.Timeline;
using Ojo.Storage.Queries;

namespace Ojo.Interop.Chrome;

/// <summary>Writes a timeline as the trace events that Chrome made common: an object of JSON for each, times in microseconds with three decimals.</summary>
internal sealed class ChromeWriter : ITimelineWriter
{
    private readonly IBufferWriter<byte> _output;
    private readonly Utf8JsonWriter _json;
    private readonly JsonCells _cells;
    private readonly Dictionary<ulong, (int Process, int Thread, string Name)> _places = [];
    private string _parent = "";
    private string _run = "";
    private int _process;
    private int _thread;
    private bool _isFirst = true;

    /// <param name="output">Where the file goes to.</param>
    public ChromeWriter(IBufferWriter<byte> output)
    {
        _output = output;
        _json = new Utf8JsonWriter(output, JsonCells.Options);
        _cells = new JsonCells(_json);
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    /// <inheritdoc/>
    public void Begin(IReadOnlyList<TimelineType> types) => _output.Write("{\"traceEvents\":["u8);

    /// <inheritdoc/>
    public void End() => _output.Write("\n]}\n"u8);

    /// <inheritdoc/>
    public void DeclareParent(in TimelineTrack track) => _parent = track.Name;

    /// <inheritdoc/>
    public void Declare(in TimelineTrack track)
    {
        switch (track.Kind)
        {
            case TimelineTrackKind.Run:
                _run = track.Name;
                BeginProcess(track.Name);
                break;
            case TimelineTrackKind.Flow:
                BeginProcess(_parent.Length == 0 ? track.Name : $"{track.Name} of {_parent}");
                _parent = "";
                Metadata("process_labels", "labels", _run, 0);
                break;
            case TimelineTrackKind.Counter:
                _places[track.Id] = (_process, 0, track.Name);
                break;
            case TimelineTrackKind.Lane when _places.TryAdd(track.Id, (_process, _thread + 1, track.Name)):
                _thread++;
                Metadata("thread_name", "name", track.Name, _thread);
                SortIndex("thread_sort_index", track.Rank, _thread);
                break;
        }
    }

    /// <inheritdoc/>
    public void Point(ulong track, long tNs, TimelineType type, in ExportedEvent scanned, ulong link)
    {
        // An arrow leads from one slice to another, and not to a point.
        BeginEvent(link == 0 ? "i"u8 : "X"u8, track, tNs);
        if (link == 0)
        {
            _json.WriteString("s"u8, "t"u8);
        }
        else
        {
            _json.WriteNumber("dur"u8, 0);
        }

        _json.WriteString("name"u8, type.Name);
        _json.WriteString("cat"u8, type.Category.Length == 0 ? "General" : type.Category);
        _json.WriteStartObject("args"u8);
        _cells.Fields(type.Fields, scanned);
        if (!type.HasFields)
        {
            _cells.Words(scanned);
        }

        _json.WriteEndObject();
        EndEvent();
        if (link != 0)
        {
            Arrow(track, tNs, type.Role, link);
        }
    }

    /// <inheritdoc/>
    public void Count(ulong track, long tNs, TimelineCounter counter, in TimelineNumber value)
    {
        BeginEvent("C"u8, track, tNs);
        _json.WriteString("name"u8, _places[track].Name);
        _json.WriteStartObject("args"u8);
        _json.WritePropertyName(counter.UnitName.Length == 0 ? "value" : counter.UnitName);
        if (value.IsWhole)
        {
            _json.WriteNumberValue(value.Whole);
        }
        else
        {
            _json.WriteNumberValue(value.Real);
        }

        _json.WriteEndObject();
        EndEvent();
    }

    /// <inheritdoc/>
    public void Open(ulong track, long tNs, string name, TimelineType type) => Span("b"u8, track, tNs, name);

    /// <inheritdoc/>
    public void Close(ulong track, long tNs, string name) => Span("e"u8, track, tNs, name);

    /// <inheritdoc/>
    public void Gap(ulong track, long fromNs, long toNs, Gap gap)
    {
        BeginEvent("X"u8, track, fromNs);
        Time("dur"u8, Math.Max(0, toNs - fromNs));
        _json.WriteString("name"u8, "events dropped"u8);
        _json.WriteString("cat"u8, "dropped"u8);
        _json.WriteStartObject("args"u8);
        _json.WriteNumber("events"u8, gap.Events);
        _json.WriteString("cause"u8, gap.Cause.ToString());
        _json.WriteEndObject();
        EndEvent();
    }

    private void Span(ReadOnlySpan<byte> phase, ulong track, long tNs, string name)
    {
        BeginEvent(phase, track, tNs);
        Id(track);
        _json.WriteString("name"u8, name);
        _json.WriteString("cat"u8, "span"u8);
        EndEvent();
    }

    private void Arrow(ulong track, long tNs, EventRole role, ulong link)
    {
        ReadOnlySpan<byte> phase = role switch
        {
            EventRole.PacketCreated or EventRole.PacketSent => "s"u8,
            EventRole.PacketLost or EventRole.PacketRetransmitted => "t"u8,
            EventRole.PacketAcked => "f"u8,
            _ => [],
        };
        if (phase.IsEmpty)
        {
            return;
        }

        BeginEvent(phase, track, tNs);
        Id(link);
        _json.WriteString("bp"u8, "e"u8);
        _json.WriteString("name"u8, "packet"u8);
        _json.WriteString("cat"u8, "packet"u8);
        EndEvent();
    }

    private void BeginProcess(string name)
    {
        _places.Clear();
        (_process, _thread) = (_process + 1, 0);
        Metadata("process_name", "name", name, 0);
        SortIndex("process_sort_index", _process, 0);
    }

    private void Metadata(string name, string key, string value, int thread)
    {
        BeginMetadata(name, thread);
        _json.WriteString(key, value);
        _json.WriteEndObject();
        EndEvent();
    }

    private void SortIndex(string name, int index, int thread)
    {
        BeginMetadata(name, thread);
        _json.WriteNumber("sort_index"u8, index);
        _json.WriteEndObject();
        EndEvent();
    }

    private void BeginMetadata(string name, int thread)
    {
        BeginEvent("M"u8, thread);
        _json.WriteString("name"u8, name);
        _json.WriteStartObject("args"u8);
    }

    private void BeginEvent(ReadOnlySpan<byte> phase, int thread)
    {
        _output.Write(_isFirst ? "\n"u8 : ",\n"u8);
        _isFirst = false;
        _json.WriteStartObject();
        _json.WriteString("ph"u8, phase);
        _json.WriteNumber("pid"u8, _process);
        if (thread != 0)
        {
            _json.WriteNumber("tid"u8, thread);
        }
    }

    private void BeginEvent(ReadOnlySpan<byte> phase, ulong track, long tNs)
    {
        BeginEvent(phase, _places[track].Thread);
        Time("ts"u8, tNs);
    }

    private void EndEvent()
    {
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset(_output);
    }

    private void Id(ulong id)
    {
        Span<byte> text = stackalloc byte[18];
        System.Text.Unicode.Utf8.TryWrite(text, CultureInfo.InvariantCulture, $"0x{id:x16}", out int length);
        _json.WriteString("id"u8, text[..length]);
    }

    private void Time(ReadOnlySpan<byte> name, long ns)
    {
        Span<byte> text = stackalloc byte[24];
        (long us, long rest) = Math.DivRem(ns, 1000);
        System.Text.Unicode.Utf8.TryWrite(text, CultureInfo.InvariantCulture, $"{us}.{rest:D3}", out int length);
        _json.WritePropertyName(name);
        _json.WriteRawValue(text[..length], skipInputValidation: true);
    }
}
