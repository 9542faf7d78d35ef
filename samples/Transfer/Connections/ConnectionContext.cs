using Ojo;
using Transfer.Events;

namespace Transfer.Connections;

/// <summary>What the connections of an endpoint have in common.</summary>
/// <param name="Settings">What they allow their peers.</param>
/// <param name="Counters">Counts what they do.</param>
/// <param name="Tracer">Records what they do; null where nobody wants to know.</param>
/// <param name="Flows">Numbers the flows that it is recorded under.</param>
internal sealed record ConnectionContext(ConnectionSettings Settings, TransportCounters Counters, Tracer? Tracer, FlowIds Flows);
