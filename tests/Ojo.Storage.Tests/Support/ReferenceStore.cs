using Ojo.Storage.Queries;

namespace Ojo.Storage.Tests.Support;

/// <summary>A store that is a list in memory, and answers by looking at all of it: slow, plain, and right.</summary>
internal sealed class ReferenceStore
{
    public List<ReferenceEvent> Events { get; } = [];

    public List<(int ProcessId, long FromNs, long ToNs, uint Cause, long Count)> Gaps { get; } = [];

    public int Files { get; set; }

    public IEnumerable<(int ProcessId, ulong FlowId)> Flows => Events.Select(e => (e.ProcessId, e.FlowId)).Distinct();

    public IReadOnlyList<ReferenceEvent> OfFlow(int processId, ulong flowId) =>
        [.. Events.Where(e => e.ProcessId == processId && e.FlowId == flowId).Order(ReferenceEvent.Order)];

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
}
