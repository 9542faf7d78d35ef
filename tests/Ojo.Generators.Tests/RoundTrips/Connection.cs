namespace Ojo.Generators.Tests.RoundTrips;

/// <summary>An instance class with a tracer that may be missing and a flow id of its own.</summary>
internal sealed partial class Connection(Tracer? tracer, [FlowId] uint id)
{
    [TraceEvent]
    public partial void RecordOpened(ulong peer);

    [TraceEvent(Level = EventLevel.Debug)]
    public partial void RecordStreamOpened([FlowId] uint streamFlow, ulong stream);

    [TraceEvent(Flow = false)]
    public partial void RecordTick();

    public bool WouldRecordOpened => IsOpenedEnabled;

    public bool WouldRecordStreamOpened => IsStreamOpenedEnabled;
}
