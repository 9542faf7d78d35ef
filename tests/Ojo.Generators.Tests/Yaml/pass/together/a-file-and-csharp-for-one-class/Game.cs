using Ojo;
namespace Game.Events;

/// <summary>Two styles in one class.</summary>
public static partial class GameEvents
{
    /// <summary>Records that an input was dropped.</summary>
    [TraceEvent]
    public static partial void RecordInputDropped(this Tracer tracer, [FlowId] uint flowId, uint tick);

    /// <summary>Uses the file's.</summary>
    public static void Both(Tracer tracer)
    {
        tracer.RecordSnapshotSent(1);
        tracer.RecordInputDropped(1, 2);
    }
}
