using System.Globalization;
using Ojo.Interop.Exporting;
using Ojo.Storage;

namespace Ojo.Interop.Timeline;

/// <summary>What lasts for some time in a flow: connections, streams, states and what blocks. Each has a line of its own, so that none overlaps another.</summary>
internal sealed class TimelineSpans(ITimelineWriter writer)
{
    // A flow that opens more streams than that and closes none has no lives of those after them, only their events.
    private const int Most = 1 << 16;

    private readonly Dictionary<ulong, string> _open = [];
    private readonly WordReader _words = new();
    private FlowKey _flow;
    private ulong _parent;

    /// <summary>Begins a flow.</summary>
    public void Begin(FlowKey flow, ulong track) => (_flow, _parent) = (flow, track);

    /// <summary>Looks at an event.</summary>
    public void Take(TimelineType type, long tNs, in ExportedEvent scanned)
    {
        switch (type.Role)
        {
            case EventRole.ConnectionOpened:
                Open(LineOf(TimelineLine.Connection, 0), TimelineRanks.Life, "connection", "connection", tNs, type);
                break;
            case EventRole.ConnectionClosed:
                Close(LineOf(TimelineLine.Connection, 0), tNs);
                break;
            case EventRole.StreamOpened:
                string stream = $"stream {StreamOf(type, scanned).ToString(CultureInfo.InvariantCulture)}";
                Open(LineOf(TimelineLine.Stream, StreamOf(type, scanned)), TimelineRanks.Streams, stream, stream, tNs, type);
                break;
            case EventRole.StreamClosed:
                Close(LineOf(TimelineLine.Stream, StreamOf(type, scanned)), tNs);
                break;
            case EventRole.State when type.State is { } field:
                ulong line = LineOf(TimelineLine.State, (ulong)type.TypeKey);
                Close(line, tNs);
                Open(line, TimelineRanks.States, type.Name, _words.Read(field, scanned), tNs, type);
                break;
            case EventRole.Blocked when type.Reason is { } reason:
                string word = _words.Read(reason, scanned);
                Open(BlockOf(reason, scanned), TimelineRanks.States, $"blocked: {word}", word, tNs, type);
                break;
            case EventRole.Unblocked when type.Reason is { } ended:
                Close(BlockOf(ended, scanned), tNs);
                break;
        }
    }

    /// <summary>Ends what is still under way.</summary>
    public void CloseAll(long tNs)
    {
        foreach ((ulong track, string name) in _open)
        {
            writer.Close(track, tNs, name);
        }

        _open.Clear();
    }

    private ulong StreamOf(TimelineType type, in ExportedEvent scanned) =>
        type.StreamId is { } field ? scanned.Bits(field.BitOffset, field.BitWidth) : _flow.FlowId;

    private ulong BlockOf(ExportedField reason, in ExportedEvent scanned) =>
        LineOf(TimelineLine.State, (1UL << 32) | scanned.Bits(reason.Field.BitOffset, reason.Field.BitWidth));

    private ulong LineOf(TimelineLine line, ulong number) => TimelineTrack.IdOf(_flow.RunId, _flow.FlowId, line, number);

    private void Open(ulong track, int rank, string line, string name, long tNs, TimelineType type)
    {
        if (_open.Count < Most && _open.TryAdd(track, name))
        {
            writer.Declare(new TimelineTrack(track, _parent, TimelineTrackKind.Lane, line, rank));
            writer.Open(track, tNs, name, type);
        }
    }

    private void Close(ulong track, long tNs)
    {
        if (_open.Remove(track, out string? name))
        {
            writer.Close(track, tNs, name);
        }
    }
}
