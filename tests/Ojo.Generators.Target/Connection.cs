namespace Ojo.Generators.Target;

/// <summary>Events on an object of the protocol: tracer and flow are members.</summary>
internal sealed partial class Connection(Tracer tracer, [FlowId] uint id)
{
    [TraceEvent(Provider = "target.methods")]
    public partial void RecordMethodOne(ulong number);

    [TraceEvent(Provider = "target.methods")]
    public partial void RecordMethodTwo(ulong number, uint size, bool isLast);
}
