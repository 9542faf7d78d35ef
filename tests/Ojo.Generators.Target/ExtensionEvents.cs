using System.Runtime.CompilerServices;

namespace Ojo.Generators.Target;

/// <summary>Events on a static class: tracer and flow are parameters.</summary>
internal static partial class ExtensionEvents
{
    [TraceEvent(Provider = "target.extensions")]
    public static partial void RecordExtensionOne(this Tracer tracer, [FlowId] uint flowId, ulong number);

    [TraceEvent(Provider = "target.extensions")]
    public static partial void RecordExtensionTwo(this Tracer tracer, [FlowId] uint flowId, ulong number, uint size, bool isLast);

    /// <summary>What the user keeps from being inlined: the check must see a call here.</summary>
    [TraceEvent(Provider = "target.extensions")]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static partial void RecordExtensionApart(this Tracer tracer, [FlowId] uint flowId, ulong number);
}
