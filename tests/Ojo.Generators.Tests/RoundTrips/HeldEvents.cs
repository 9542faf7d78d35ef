namespace Ojo.Generators.Tests.RoundTrips;

/// <summary>Has its tracer and flow from what it holds, or from what an event is handed.</summary>
internal sealed partial class HeldEvents
{
    public Handle Handle { get; set; }

    [TraceEvent(Provider = "tests.held")]
    public partial void RecordHeld(uint number);

    [TraceEvent(Provider = "tests.held")]
    public static partial void RecordHanded(in Handle handle, uint number);

    [TraceEvent(Provider = "tests.held")]
    public partial void RecordByInterface(ITracerSource source, [FlowId] uint flow, uint number);
}
