using Ojo.Storage.Queries;

namespace Ojo.Storage.Tests.Support;

/// <summary>A store that is a list in memory, and answers by looking at all of it: slow, plain, and right.</summary>
/// <param name="pieceOf">Which piece of the store a file is in.</param>
internal sealed class ReferenceStore(Func<ReferenceFile, string> pieceOf)
{
    private (int Events, Dictionary<(int ProcessId, ulong FlowId), List<ReferenceEvent>> ByFlow)? _byFlow;

    public List<ReferenceEvent> Events { get; } = [];

    public List<(int ProcessId, long FromNs, long ToNs, uint Cause, long Count, int File)> Gaps { get; } = [];

    public List<ReferenceFile> Files { get; } = [];

    public IEnumerable<(int ProcessId, ulong FlowId)> Flows => ByFlow().Keys;

    /// <summary>Takes out what is older, whole pieces at a time: a piece goes when its last event is before then.</summary>
    /// <param name="oldestNs">Unix time.</param>
    public void Retain(long oldestNs)
    {
        HashSet<int> gone =
        [
            .. Files.GroupBy(pieceOf)
                .Where(piece => Events.Where(e => piece.Any(file => file.Index == e.File)).Max(e => (long?)(piece.First(file => file.Index == e.File).StartNs + e.Ns)) < oldestNs)
                .SelectMany(static piece => piece).Select(static file => file.Index),
        ];
        Files.RemoveAll(file => gone.Contains(file.Index));
        Events.RemoveAll(e => gone.Contains(e.File));
        _byFlow = null;
        Gaps.RemoveAll(gap => gone.Contains(gap.File));
    }

    public IReadOnlyList<ReferenceEvent> OfFlow(int processId, ulong flowId) => ByFlow().GetValueOrDefault((processId, flowId)) ?? [];

    /// <summary>Events of one process in the order of a list: by time; at one time, by flow, by piece (that was begun first), file and place in the file.</summary>
    public IEnumerable<ReferenceEvent> InOrder(IEnumerable<ReferenceEvent> events)
    {
        Dictionary<int, int> begun = Files.GroupBy(pieceOf)
            .SelectMany(piece => piece.Select(file => (file.Index, Begun: piece.Min(static one => one.Index))))
            .ToDictionary(static file => file.Index, static file => file.Begun);
        return events.OrderBy(e => (e.Ns, e.FlowId, begun[e.File], e.File, e.Position));
    }

    public ulong? ParentOf(int processId, ulong flowId) => OfFlow(processId, flowId)
        .Where(e => e.Type == 0x101 && e.Words[0] != flowId)
        .OrderBy(e => (e.Ns, e.Words[0])).LastOrDefault()?.Words[0];

    public FlowSummary Summarise(int processId, ulong flowId)
    {
        IReadOnlyList<ReferenceEvent> events = OfFlow(processId, flowId);
        List<double> rtts = [.. events.Where(e => e.Type == 0x304).Select(e => (double)e.Bits(0, 32)).Order()];
        List<double> bounds = [.. events.Where(e => e.Type == 0x305).Select(e => (double)e.Bits(0, 32))];
        long streams = Flows
            .Where(flow => flow.ProcessId == processId && (flow.FlowId == flowId || ParentOf(processId, flow.FlowId) == flowId))
            .Sum(flow => OfFlow(processId, flow.FlowId).Count(e => e.Type == 0x100));
        return new FlowSummary(
            PacketsSent: Count(0x002, 0x009),
            PacketsReceived: Count(0x008, 0x00A),
            PacketsAcked: Count(0x003, 0x00C),
            PacketsLost: Count(0x004, 0x005, 0x00D),
            PacketsRetransmitted: Count(0x006),
            BytesSent: Sum(0x009),
            BytesReceived: Sum(0x00A),
            Streams: streams == 0 ? null : streams,
            MaxCwnd: events.Where(e => e.Type == 0x300).Max(e => (long?)e.Words[0]),
            LastBytesInFlight: (long?)events.LastOrDefault(e => e.Type == 0x303)?.Words[0],
            MinRttUs: rtts.Concat(bounds).Select(rtt => (double?)rtt).Min(),
            MedianRttUs: rtts.Count == 0 ? null : (rtts[(rtts.Count - 1) / 2] + rtts[rtts.Count / 2]) / 2,
            DurationUs: (events[^1].Ns - events[0].Ns) / 1000.0);

        long? Count(params uint[] types) => events.Count(e => types.Contains(e.Type)) is > 0 and int count ? count : null;

        long? Sum(uint type) => events.Any(e => e.Type == type) ? events.Where(e => e.Type == type).Sum(e => (long)e.Bits(48, 16)) : null;
    }

    /// <summary>Sorted once for all questions that are asked between two files.</summary>
    private Dictionary<(int ProcessId, ulong FlowId), List<ReferenceEvent>> ByFlow()
    {
        if (_byFlow is not { } known || known.Events != Events.Count)
        {
            _byFlow = known = (Events.Count, Events.GroupBy(static e => (e.ProcessId, e.FlowId)).ToDictionary(static flow => flow.Key, flow => InOrder(flow).ToList()));
        }

        return known.ByFlow;
    }
}
