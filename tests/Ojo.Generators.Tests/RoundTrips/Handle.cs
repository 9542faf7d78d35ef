namespace Ojo.Generators.Tests.RoundTrips;

/// <summary>Knows a tracer by its interface alone, and a flow.</summary>
internal readonly struct Handle(Tracer? tracer, uint flow) : ITracerSource
{
    [FlowId]
    public uint Flow => flow;

    Tracer? ITracerSource.Tracer => tracer;
}
