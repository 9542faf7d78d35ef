using Ojo;

namespace Locked;

public enum Pace
{
    Slow = 1,
    Fast = 2,
}

public static partial class PacerEvents
{
    [TraceEvent(0x00010005)]
    public static partial void RecordPaced(this Tracer tracer, [FlowId] uint flowId, Pace pace);
}
