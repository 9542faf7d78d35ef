using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Snapshots;

public sealed class SnapshotTests
{
    [Fact]
    public void Methods_of_an_instance_class_become_recorders_guards_and_decoders() => Snapshot.Match(GeneratorRun.Of(Project.With("""
        using Ojo;

        namespace Example.Net;

        public enum ProbeReason { Timer, Tail }

        public sealed partial class Connection
        {
            private readonly Tracer _tracer = null!;
            [FlowId] private readonly uint _flowId = 1;

            [TraceEvent(Category = "Packet", Role = EventRole.PacketSent, Description = "A probe left the socket")]
            private partial void RecordProbeSent(ulong packetNumber, uint size, ProbeReason reason);

            /// <summary>What the user wrote stays.</summary>
            [TraceEvent(Level = EventLevel.Debug)]
            internal partial void RecordIdle();
        }
        """)));

    [Fact]
    public void Extension_methods_of_a_static_class_take_tracer_and_flow_from_their_parameters() => Snapshot.Match(GeneratorRun.Of(Project.With("""
        using Ojo;

        namespace Example.Net;

        public static partial class HandshakeEvents
        {
            [TraceEvent(0x00010001, Category = "Handshake", Description = "Key update began")]
            public static partial void RecordKeyUpdate(this Tracer tracer, [FlowId] uint flowId, uint keyPhase);

            [TraceEvent(Flow = false, Provider = "example.process", Name = "STARTED")]
            public static partial void RecordProcessStarted(this Tracer? tracer, [TraceField(Unit = "us", Kind = FieldKind.Duration, Bits = 40)] ulong startup);
        }
        """)));

    [Fact]
    public void An_events_file_becomes_a_class_with_its_enums() => Snapshot.Match(GeneratorRun.Of(Project.WithEvents("""
        namespace: Game.Events
        class: GameEvents
        provider: game.netcode
        events:
          - name: SNAPSHOT_SENT
            id: 0x00010010
            category: Game
            description: A snapshot left the server's "main" loop & <queue>
            level: debug
            role: packet_sent
            chart: scatter
            fields:
              - { name: tick, type: u32, kind: identifier, part: packet_number }
              - { name: size, type: u16, kind: bytes, unit: bytes, description: On the wire }
              - { name: reason, type: enum, values: { timer: 1, tail: 2 } }
          - name: SERVER_STARTED
            flow: false
          - name: LAG_MEASURED
            fields:
              - { name: lag, type: duration }
        """)));

    [Fact]
    public void Fields_that_straddle_words_are_packed_without_gaps() => Snapshot.Match(GeneratorRun.Of(Project.With("""
        using System;
        using Ojo;

        public partial record struct Outer
        {
            public partial class Inner(Tracer? tracer)
            {
                [FlowId] public ushort Flow => 7;

                [TraceEvent(Category = "A.B-c")]
                public partial void RecordEverything(bool flag, sbyte small, TimeSpan time, double real, float single, char letter,
                    [TraceField(Bits = 5)] int five, long wide, [TraceField(Name = "event_type")] byte type);
            }
        }
        """)));

    [Fact]
    public void Strings_texts_pairs_and_values_are_read_and_made_again() => Snapshot.Match(GeneratorRun.Of(Project.With("""
        using System;
        using Ojo;

        namespace Example.Net;

        [TraceValue]
        public readonly record struct PacketNumber(ulong Value);

        [TraceValue]
        public record struct AckRange([TraceMember(Bits = 46)] ulong Smallest, [TraceMember(Bits = 46)] ulong Largest) { public string? Path { get; set; } }

        public sealed partial class Connection(Tracer? tracer)
        {
            [TraceEvent(Flow = false, Category = "Packet", Role = EventRole.PacketAcked)]
            private partial void RecordAcked(PacketNumber packetNumber, in AckRange range, (uint First, uint Last) sizes);

            [TraceEvent(Flow = false)]
            private partial void RecordClosed(string peer, ReadOnlySpan<char> reason, DateTimeOffset at, ReadOnlySpan<byte> token);

            [TraceEvent(Flow = false)]
            private partial void RecordSaid(ReadOnlySpan<char> text);
        }
        """)));

    [Fact]
    public void Wrong_declarations_get_a_body_that_does_nothing() => Snapshot.Match(GeneratorRun.Of(Project.With("""
        using Ojo;

        namespace Example.Net;

        public partial class Connection
        {
            [TraceEvent] private partial void RecordNothing();

            [TraceEvent] public partial int RecordValue(out string text, ref int number);

            [TraceEvent] protected internal virtual partial void RecordGeneric<T>(T value) where T : class, new();
        }
        """)));

    [Fact]
    public void Recorders_of_a_removed_category_are_empty_and_conditional() => Snapshot.Match(GeneratorRun.Of(Project.With("""
        using Ojo;

        namespace Example.Net;

        public sealed partial class Connection(Tracer? tracer)
        {
            [FlowId] private readonly uint _flowId = 1;

            [TraceEvent(Category = "Packet", Description = "A probe left the socket")]
            private partial void RecordProbeSent(ulong packetNumber);

            [TraceEvent]
            private partial void RecordIdle();
        }
        """).Property("OjoRemoveCategories", "Packet")));

    [Fact]
    public void Conditions_for_a_snapshot_become_code_beside_the_catalogue() => Snapshot.Match(GeneratorRun.Of(Project.WithEvents("""
        namespace: Game
        class: GameEvents
        events:
          - name: LAG_MEASURED
            snapshot_when: lag > 500ms and flow != 0:3/1s
            fields: [{ name: lag, type: duration }]
          - name: KICKED
            snapshot_when: reason = cheat and score >= 0.5 and name != 'the "admin"' and note = 'grün'
            fields:
              - { name: reason, type: enum, values: { idle: 1, cheat: 2 } }
              - { name: score, type: f32 }
              - { name: name, type: string }
              - { name: peer, type: ip }
              - { name: key, type: bytes }
              - { name: note, type: text }
          - { name: RESTARTED, snapshot_when: always, flow: false }
        """)));
}
