using System.Buffers;
using System.Globalization;
using System.Text;
using Ojo.Interop.Exporting;
using Ojo.Interop.Timeline;
using Ojo.Storage.Queries;

namespace Ojo.Interop.Perfetto;

/// <summary>Writes a timeline as Perfetto's own trace: a message of Protocol Buffers for each event.</summary>
/// <remarks>Names of types, fields and categories stand at the beginning, once.</remarks>
internal sealed class PerfettoWriter : ITimelineWriter
{
    private const ulong Sequence = 1;
    private const ulong StateCleared = 1;
    private const ulong NeedsState = 2;
    private const ulong SliceBegin = 1;
    private const ulong SliceEnd = 2;
    private const ulong Instant = 3;
    private const ulong CounterSample = 4;
    private const ulong ExplicitOrder = 3;

    private readonly IBufferWriter<byte> _output;
    private readonly ProtoWriter _file = new();
    private readonly ProtoWriter _packet = new();
    private readonly ProtoWriter _event = new();
    private readonly ProtoWriter _part = new();
    private readonly PerfettoAnnotations _annotations;
    private readonly Dictionary<string, ulong> _annotationNames = [];
    private readonly Dictionary<string, ulong> _categories = [];
    private ulong[][] _fieldNames = [];
    private ulong[] _categoryOfType = [];

    /// <param name="output">Where the file goes to.</param>
    public PerfettoWriter(IBufferWriter<byte> output) => (_output, _annotations) = (output, new PerfettoAnnotations(_event));

    /// <inheritdoc/>
    public void Begin(IReadOnlyList<TimelineType> types)
    {
        _fieldNames = [.. types.Select(type => type.Fields.Select(field => Intern(_annotationNames, field.Field.Name)).ToArray())];
        _categoryOfType = [.. types.Select(type => Intern(_categories, type.Category.Length == 0 ? "General" : type.Category))];
        foreach (string own in (ReadOnlySpan<string>)["words", "events", "cause"])
        {
            Intern(_annotationNames, own);
        }

        ProtoWriter interned = new();
        Define(interned, PerfettoField.InternedCategory, _categories.Select(static pair => (pair.Value, pair.Key)));
        Define(interned, PerfettoField.InternedEventName, types.Select(static type => (NameOf(type), type.Name)));
        Define(interned, PerfettoField.InternedAnnotationName, _annotationNames.Select(static pair => (pair.Value, pair.Key)));
        _packet.Clear();
        _packet.Varint(PerfettoField.TrustedPacketSequenceId, Sequence);
        _packet.Varint(PerfettoField.SequenceFlags, StateCleared | NeedsState);
        _packet.Bytes(PerfettoField.InternedData, interned.Written);
        WritePacket();
    }

    /// <inheritdoc/>
    public void End()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <inheritdoc/>
    public void Declare(in TimelineTrack track)
    {
        _event.Clear();
        _event.Varint(PerfettoField.TrackUuid, track.Id);
        if (track.Kind == TimelineTrackKind.Run)
        {
            _part.Clear();
            _part.Varint(PerfettoField.ProcessId, (ulong)track.Number & int.MaxValue);
            _part.Text(PerfettoField.ProcessName, track.Name);
            _event.Bytes(PerfettoField.TrackProcess, _part.Written);
        }
        else
        {
            _event.Text(PerfettoField.TrackName, track.Name);
            _event.Varint(PerfettoField.TrackParentUuid, track.Parent);
            _event.Varint(PerfettoField.TrackRank, (ulong)track.Rank);
        }

        if (track.Kind is TimelineTrackKind.Run or TimelineTrackKind.Flow)
        {
            _event.Varint(PerfettoField.TrackChildOrdering, ExplicitOrder);
        }

        if (track.Counter is { } counter)
        {
            WriteCounter(counter);
        }

        _packet.Clear();
        _packet.Varint(PerfettoField.TrustedPacketSequenceId, Sequence);
        _packet.Bytes(PerfettoField.TrackDescriptor, _event.Written);
        WritePacket();
    }

    /// <inheritdoc/>
    public void DeclareParent(in TimelineTrack track) => Declare(track);

    /// <inheritdoc/>
    public void Point(ulong track, long tNs, TimelineType type, in ExportedEvent scanned, ulong link)
    {
        BeginEvent(Instant, track);
        _event.Varint(PerfettoField.EventCategoryIid, _categoryOfType[type.Number]);
        _event.Varint(PerfettoField.EventNameIid, NameOf(type));
        if (link != 0)
        {
            _event.Fixed64(PerfettoField.EventFlowId, link);
        }

        ulong[] names = _fieldNames[type.Number];
        for (int n = 0; n < names.Length; n++)
        {
            _annotations.NameIid = names[n];
            type.Fields[n].Write(scanned, _annotations);
        }

        if (!type.HasFields)
        {
            _annotations.NameIid = _annotationNames["words"];
            _annotations.Text(WordsOf(scanned));
        }

        EndEvent(tNs);
    }

    /// <inheritdoc/>
    public void Count(ulong track, long tNs, TimelineCounter counter, in TimelineNumber value)
    {
        BeginEvent(CounterSample, track);
        if (value.IsWhole)
        {
            _event.Varint(PerfettoField.EventCounterValue, (ulong)value.Whole);
        }
        else
        {
            _event.Double(PerfettoField.EventDoubleCounterValue, value.Real);
        }

        EndEvent(tNs);
    }

    /// <inheritdoc/>
    public void Open(ulong track, long tNs, string name, TimelineType type)
    {
        BeginEvent(SliceBegin, track);
        _event.Varint(PerfettoField.EventCategoryIid, _categoryOfType[type.Number]);
        _event.Text(PerfettoField.EventName, name);
        EndEvent(tNs);
    }

    /// <inheritdoc/>
    public void Close(ulong track, long tNs, string name)
    {
        BeginEvent(SliceEnd, track);
        EndEvent(tNs);
    }

    /// <inheritdoc/>
    public void Gap(ulong track, long fromNs, long toNs, Gap gap)
    {
        BeginEvent(SliceBegin, track);
        _event.Text(PerfettoField.EventName, "events dropped");
        _annotations.NameIid = _annotationNames["events"];
        _annotations.Signed(gap.Events);
        _annotations.NameIid = _annotationNames["cause"];
        _annotations.Text(gap.Cause.ToString());
        EndEvent(fromNs);
        Close(track, toNs, "");
    }

    /// <summary>An event's words, where no schema says what they mean.</summary>
    internal static string WordsOf(in ExportedEvent scanned)
    {
        StringBuilder words = new();
        for (int word = 0; word < scanned.WordCount; word++)
        {
            words.Append(word == 0 ? "" : " ").Append(CultureInfo.InvariantCulture, $"{scanned.Word(word)}");
        }

        return words.ToString();
    }

    private static ulong NameOf(TimelineType type) => (ulong)type.Number + 1;

    private static ulong Intern(Dictionary<string, ulong> names, string name)
    {
        if (!names.TryGetValue(name, out ulong iid))
        {
            names.Add(name, iid = (ulong)names.Count + 1);
        }

        return iid;
    }

    private void Define(ProtoWriter interned, int field, IEnumerable<(ulong Iid, string Text)> names)
    {
        foreach ((ulong iid, string text) in names)
        {
            _part.Clear();
            _part.Varint(PerfettoField.InternedIid, iid);
            _part.Text(PerfettoField.InternedText, text);
            interned.Bytes(field, _part.Written);
        }
    }

    private void WriteCounter(TimelineCounter counter)
    {
        _part.Clear();
        if (counter.Unit == TimelineUnit.Named)
        {
            _part.Text(PerfettoField.CounterUnitName, counter.UnitName);
        }
        else
        {
            _part.Varint(PerfettoField.CounterUnit, counter.Unit switch { TimelineUnit.Nanoseconds => 1, TimelineUnit.Count => 2, _ => 3UL });
        }

        if (counter.Multiplier != 1)
        {
            _part.Varint(PerfettoField.CounterMultiplier, (ulong)counter.Multiplier);
        }

        _part.Text(PerfettoField.CounterShareKey, counter.Unit == TimelineUnit.Named ? counter.UnitName : counter.Unit.ToString());
        _event.Bytes(PerfettoField.TrackCounter, _part.Written);
    }

    private void BeginEvent(ulong type, ulong track)
    {
        _event.Clear();
        _event.Varint(PerfettoField.EventType, type);
        _event.Varint(PerfettoField.EventTrackUuid, track);
    }

    private void EndEvent(long tNs)
    {
        _packet.Clear();
        _packet.Varint(PerfettoField.Timestamp, (ulong)tNs);
        _packet.Varint(PerfettoField.TrustedPacketSequenceId, Sequence);
        _packet.Varint(PerfettoField.SequenceFlags, NeedsState);
        _packet.Bytes(PerfettoField.TrackEvent, _event.Written);
        WritePacket();
    }

    private void WritePacket()
    {
        _file.Clear();
        _file.Bytes(PerfettoField.TracePacket, _packet.Written);
        _output.Write(_file.Written);
    }
}
