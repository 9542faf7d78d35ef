using Ojo;
namespace Game.Events;

public static partial class More
{
    [TraceEvent]
    public static partial void RecordSnapshotSent(this Tracer tracer, [FlowId] uint flowId);
}
