using Ojo;

namespace Untidy;

public static class Frames
{
    [TraceEvent(0x00010001, Category = "Frame control")]
    public static partial void RecordFrameDrawn(this Tracer tracer, [FlowId] uint flowId);
}
