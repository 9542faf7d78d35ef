using Ojo;

namespace Leaner;

public sealed partial class Probe(Tracer? tracer, [FlowId] uint id)
{
    [TraceEvent(Name = "PROBE_LEFT", Category = "Probing")]
    private partial void RecordProbe(ulong packetNumber);

    public void Send(ulong packetNumber)
    {
        RecordProbe(packetNumber);
        tracer.RecordGameTicked(id, 7);
        tracer.RecordServerStopped();
    }
}
