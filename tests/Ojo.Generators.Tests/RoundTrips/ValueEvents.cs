namespace Ojo.Generators.Tests.RoundTrips;

/// <summary>Parameters that are several fields.</summary>
internal static partial class ValueEvents
{
    [TraceEvent(Provider = "tests.values", Role = EventRole.PacketSent)]
    public static partial void RecordNumbered(this Tracer tracer, [FlowId] uint flowId, PacketNumber packetNumber, [TraceField(Bits = 10)] PacketNumber echoed);

    [TraceEvent(Provider = "tests.values")]
    public static partial void RecordAcked(
        this Tracer tracer,
        [FlowId] uint flowId,
        bool flag,
        [TraceField(Kind = FieldKind.Range, Description = "What arrived")] in AckRange range,
        (ulong First, ulong Last) packets,
        [TraceField(Kind = FieldKind.Bytes, Bits = 20)] (uint, uint) offsets,
        (DateTime From, DateTime To) when);

    [TraceEvent(Provider = "tests.values")]
    public static partial void RecordPath(this Tracer tracer, [FlowId] uint flowId, PathState path, Opaque opaque);
}
