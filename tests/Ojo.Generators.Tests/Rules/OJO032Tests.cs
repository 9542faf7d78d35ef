using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO032Tests() : RuleTest("OJO032")
{
    [Fact]
    public Task What_the_event_has_not_is_flagged_where_it_stands_in_an_attribute() => Flagged("""
        public enum Reason { Timer, Tail }

        public static partial class Events
        {
            [TraceEvent(SnapshotWhen = "size > 1 and ⟦sizes⟧ < 5")] public static partial void RecordA(this Tracer tracer, [FlowId] uint flowId, int size);
            [TraceEvent(SnapshotWhen = "wait > 5⟦parsecs⟧")] public static partial void RecordB(this Tracer tracer, [FlowId] uint flowId, TimeSpan wait);
            [TraceEvent(SnapshotWhen = "wait > ⟦5⟧:3/1s")] public static partial void RecordC(this Tracer tracer, [FlowId] uint flowId, TimeSpan wait);
            [TraceEvent(SnapshotWhen = "⟦size > 65535⟧")] public static partial void RecordD(this Tracer tracer, [FlowId] uint flowId, ushort size);
            [TraceEvent(SnapshotWhen = "reason = ⟦timre⟧")] public static partial void RecordE(this Tracer tracer, [FlowId] uint flowId, Reason reason);
            [TraceEvent(SnapshotWhen = "⟦reason > timer⟧")] public static partial void RecordF(this Tracer tracer, [FlowId] uint flowId, Reason reason);
            [TraceEvent(SnapshotWhen = "last = ⟦maybe⟧")] public static partial void RecordG(this Tracer tracer, [FlowId] uint flowId, bool last);
            [TraceEvent(SnapshotWhen = "⟦key⟧ = 'x'")] public static partial void RecordH(this Tracer tracer, [FlowId] uint flowId, ReadOnlySpan<byte> key);
            [TraceEvent(SnapshotWhen = "letter = '⟦xy⟧'")] public static partial void RecordI(this Tracer tracer, [FlowId] uint flowId, char letter);
            [TraceEvent(SnapshotWhen = "load > ⟦NaN⟧")] public static partial void RecordJ(this Tracer tracer, [FlowId] uint flowId, double load);
            [TraceEvent(SnapshotWhen = ⟦"s\u0069zes > 1"⟧)] public static partial void RecordK(this Tracer tracer, [FlowId] uint flowId, int size);
            [TraceEvent(SnapshotWhen = "⟦pings⟧ > 1")] public static partial void RecordL(this Tracer tracer, [FlowId] uint flowId);
        }
        """);

    [Theory]
    [InlineData("⟦bytse⟧ > 1", "PING has no field \"bytse\": did you mean bytes? It has bytes, wait, why, peer, id, at, flow.")]
    [InlineData("bytes > 1⟦s⟧", "\"s\" is no unit of bytes, which is a number of bytes; bytes, B, KiB, MiB, GiB, kB, MB, GB are understood.")]
    [InlineData("⟦bytes > 1MiB⟧", "\"bytes > 1MiB\" never holds: bytes is a whole number from 0 to 65535 bytes.")]
    [InlineData("⟦bytes = 0.5⟧", "\"bytes = 0.5\" never holds: bytes is a whole number from 0 to 65535 bytes.")]
    [InlineData("bytes > ⟦many⟧", "\"many\" is no number; bytes is one of bytes.")]
    [InlineData("wait > ⟦10⟧", "wait is a length of time: write 10 with its unit, ns, us, µs, ms, s, min, h.")]
    [InlineData("⟦why < timer⟧", "why has no order: it can be = or != \"timer\".")]
    [InlineData("why = ⟦tial⟧", "\"tial\" is no value of why: did you mean tail? It may be timer, tail, or a number.")]
    [InlineData("peer = ⟦here⟧", "peer is an address, and \"here\" is none.")]
    [InlineData("id = ⟦7⟧", "id is a UUID, and \"7\" is none.")]
    [InlineData("at > ⟦tea⟧", "at is a point in time, such as 2026-01-31T12:00:00Z, and \"tea\" is none.")]
    [InlineData("flow = ⟦x⟧", "\"x\" is no number; flow is one without a unit.")]
    [InlineData("⟦flow > 4294967295⟧", "\"flow > 4294967295\" never holds: flow is a whole number from 0 to 4294967295.")]
    public Task It_is_flagged_where_it_stands_in_a_file(string condition, string message) => FlaggedEvent(
        $$"""
        name: PING
        snapshot_when: {{condition}}
        fields:
          - { name: bytes, type: u16, unit: bytes }
          - { name: wait, type: duration }
          - { name: why, type: enum, values: { timer: 1, tail: 2 } }
          - { name: peer, type: ip }
          - { name: id, type: uuid }
          - { name: at, type: timestamp }
        """,
        $"The condition for a snapshot can't be asked of 'PING': {message}");

    [Fact]
    public Task Fields_of_pairs_and_structs_are_there_under_their_own_names() => NotFlagged("""
        [TraceValue] public readonly record struct Range(ulong Least, ulong Most);

        public static partial class Events
        {
            [TraceEvent(SnapshotWhen = "acked_least > 5 and packets_last != 7 and name = 'it''s' and note = 'x: y, z'")]
            public static partial void RecordPing(this Tracer tracer, [FlowId] uint flowId, Range acked, (uint, uint) packets, string name, ReadOnlySpan<char> note);
        }
        """);

    [Fact]
    public Task What_is_wrong_with_a_field_is_said_and_not_that_the_condition_lacks_it() => new OneMessage().Check();

    private sealed class OneMessage() : RuleTest("OJO111")
    {
        public Task Check() => FlaggedEvent("name: PING\nsnapshot_when: size > 1\nfields: [{ name: size, type: ⟦u9⟧ }]");
    }
}
