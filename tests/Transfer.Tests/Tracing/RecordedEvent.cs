using Ojo.Format;

namespace Transfer.Tests.Tracing;

/// <summary>An event of a trace, kept after its file has been closed.</summary>
internal sealed record RecordedEvent(ulong TsDelta, uint FlowId, TraceRecord[] Records, TraceStrings Strings)
{
    public TraceEvent Event => new(Records, Strings);

    public uint Type => Records[0].EventType;

    public ulong Payload => Records[0].Payload;
}
