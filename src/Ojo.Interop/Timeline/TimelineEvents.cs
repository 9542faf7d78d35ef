using System.Globalization;
using Ojo.Interop.Exporting;
using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Interop.Timeline;

/// <summary>
/// Makes a timeline of what a scan shows: a line for each type of event of a flow, a counter for each number, and times for the lives of connections and
/// streams, states and what blocks.
/// </summary>
/// <remarks>It remembers what is under way in the flow at hand, and nothing of those before it.</remarks>
internal sealed class TimelineEvents : EventLines, IDisposable
{
    private readonly FlowForest _forest;
    private readonly TimelineClock _clock;
    private readonly ITimelineWriter _writer;
    private readonly TimelineSpans _spans;
    private readonly NumberReader _numbers = new();
    private readonly Dictionary<int, TimelineType> _types;
    private readonly ulong[] _points;
    private readonly ulong[][] _counters;
    private readonly HashSet<long> _runs = [];
    private FlowKey? _flow;
    private ulong _track;
    private ulong _link;
    private long _zeroNs;
    private long _lastNs;

    /// <param name="source">What is exported.</param>
    /// <param name="forest">Which flow belongs to which.</param>
    /// <param name="clock">The timeline's times.</param>
    /// <param name="types">The types of which there may be events.</param>
    /// <param name="make">Makes what writes the file, by where it goes to.</param>
    /// <param name="destination">Where the file goes to.</param>
    /// <param name="cancellation">Ends it.</param>
    public TimelineEvents(
        ExportSource source,
        FlowForest forest,
        TimelineClock clock,
        TimelineType[] types,
        Func<System.Buffers.IBufferWriter<byte>, ITimelineWriter> make,
        Stream destination,
        CancellationToken cancellation)
        : base(source, destination, cancellation)
    {
        (_forest, _clock) = (forest, clock);
        _types = types.ToDictionary(static type => type.TypeKey);
        _points = new ulong[types.Length];
        _counters = [.. types.Select(static type => new ulong[type.Counters.Length])];
        _writer = make(Output);
        _spans = new TimelineSpans(_writer);
        _writer.Begin(types);
    }

    /// <summary>Ends the file.</summary>
    public void End()
    {
        _spans.CloseAll(_lastNs);
        _writer.End();
        Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    /// <inheritdoc/>
    protected override void Write(in ExportedEvent scanned, int typeKey)
    {
        if (_flow is not { } flow || flow != Key)
        {
            BeginFlow();
        }

        // It became known after the list of types had been read.
        if (!_types.TryGetValue(typeKey, out TimelineType? type))
        {
            return;
        }

        long tNs = _lastNs = Math.Max(0, _zeroNs + scanned.TNs);
        for (int n = 0; n < type.Counters.Length; n++)
        {
            if (_numbers.Read(type.Counters[n].Field, scanned) is { IsFinite: true } value)
            {
                _writer.Count(CounterOf(type, n), tNs, type.Counters[n], value);
            }
        }

        if (!type.IsCounter)
        {
            _writer.Point(PointsOf(type), tNs, type, scanned, LinkOf(type, scanned));
            _spans.Take(type, tNs, scanned);
        }
    }

    private static string NameOf(StoredRun run) =>
        $"{run.Service ?? "a program without a name"} (run {run.RunId.ToString(CultureInfo.InvariantCulture)}{(run.ProcessId is { } pid ? $", process {pid.ToString(CultureInfo.InvariantCulture)}" : "")})";

    private void BeginFlow()
    {
        _spans.CloseAll(_lastNs);
        FlowKey flow = Key;
        _flow = flow;
        _zeroNs = _clock.ZeroOf(StoredRun);
        if (_runs.Add(flow.RunId))
        {
            BeginRun();
        }

        FlowKey? parent = _forest.ParentOf(flow);
        if (parent is { } above)
        {
            _writer.DeclareParent(TrackOf(above, _forest.ParentOf(above)));
        }

        TimelineTrack track = TrackOf(flow, parent);
        _writer.Declare(track);
        (_track, _link) = (track.Id, TimelineTrack.IdOf(flow.RunId, flow.FlowId, TimelineLine.Packet));
        _spans.Begin(flow, _track);
        Array.Clear(_points);
        Array.ForEach(_counters, Array.Clear);
    }

    private void BeginRun()
    {
        ulong run = TimelineTrack.IdOf(Key.RunId, 0, TimelineLine.Run);
        _writer.Declare(new TimelineTrack(run, 0, TimelineTrackKind.Run, NameOf(StoredRun), 0) { Number = Key.RunId });
        foreach ((int lane, Gap gap) in _clock.GapsOf(Key.RunId))
        {
            ulong track = TimelineTrack.IdOf(Key.RunId, (ulong)lane, TimelineLine.Dropped);
            _writer.Declare(new TimelineTrack(track, run, TimelineTrackKind.Lane, "events dropped", 0));
            _writer.Gap(track, Math.Max(0, _zeroNs + gap.FromNs), Math.Max(0, _zeroNs + gap.ToNs), gap);
        }
    }

    private static TimelineTrack TrackOf(FlowKey flow, FlowKey? parent) => new(
        TimelineTrack.IdOf(flow.RunId, flow.FlowId, TimelineLine.Flow),
        parent is { } above ? TimelineTrack.IdOf(above.RunId, above.FlowId, TimelineLine.Flow) : TimelineTrack.IdOf(flow.RunId, 0, TimelineLine.Run),
        TimelineTrackKind.Flow,
        $"flow {flow.FlowId.ToString(CultureInfo.InvariantCulture)}",
        TimelineRanks.Flows);

    private ulong PointsOf(TimelineType type)
    {
        ref ulong track = ref _points[type.Number];
        if (track == 0)
        {
            track = TimelineTrack.IdOf(Key.RunId, Key.FlowId, TimelineLine.Points, (ulong)type.TypeKey);
            _writer.Declare(new TimelineTrack(track, _track, TimelineTrackKind.Lane, type.Name, TimelineRanks.Points + type.Number));
        }

        return track;
    }

    private ulong CounterOf(TimelineType type, int number)
    {
        ref ulong track = ref _counters[type.Number][number];
        if (track == 0)
        {
            track = TimelineTrack.IdOf(Key.RunId, Key.FlowId, TimelineLine.Counter, ((ulong)type.TypeKey << 16) | (uint)number);
            TimelineCounter counter = type.Counters[number];
            _writer.Declare(new TimelineTrack(track, _track, TimelineTrackKind.Counter, counter.Name, TimelineRanks.Counters + type.Number) { Counter = counter });
        }

        return track;
    }

    private ulong LinkOf(TimelineType type, in ExportedEvent scanned)
    {
        if (!type.IsPacket)
        {
            return 0;
        }

        ulong space = type.Space is { } field ? scanned.Bits(field.BitOffset, field.BitWidth) : 0;
        ulong number = scanned.Bits(type.PacketNumber!.BitOffset, type.PacketNumber.BitWidth);

        // What was received has a number of the other side's.
        ulong side = type.Role == EventRole.PacketReceived ? 1UL : 0;
        return Math.Max(1, TimelineTrack.Mix(number ^ TimelineTrack.Mix(_link + (space << 1) + side)));
    }
}
