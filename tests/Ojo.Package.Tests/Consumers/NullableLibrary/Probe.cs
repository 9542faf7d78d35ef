using Ojo;

namespace NullableLibrary;

public sealed partial class Probe(Tracer? tracer, [FlowId] uint id)
{
    [TraceEvent(Category = "Library", Description = "A probe left")]
    private partial void RecordProbeSent(ulong packetNumber, ushort size);

    public void Send(ulong packetNumber)
    {
        RecordProbeSent(packetNumber, 1200);
        tracer?.RecordTickFinished(id, 7);
    }
}
