using Ojo.Generators.Tests.Driving;
using Ojo.Generators.Tests.Yaml;

namespace Ojo.Generators.Tests.Fuzz;

/// <summary>Right texts to begin with: those of this repository.</summary>
internal static class FuzzSeeds
{
    private const int Longest = 20_000;

    public static IReadOnlyList<string> EventFiles { get; } =
    [
        Repository.Read("tests", "Ojo.Generators.Tests", "events.yaml"),
        Repository.Read("events.yaml"),
        .. Corpus("pass", ".yaml"),
        .. Corpus("fail", ".yaml"),
    ];

    public static IReadOnlyList<string> Locks { get; } = [Repository.Read("events.lock"), .. Corpus("pass", ".lock"), .. Corpus("fail", ".lock")];

    public static IReadOnlyList<string> Sources { get; } =
    [
        Repository.Read("tests", "Ojo.Generators.Tests", "RoundTrips", "Connection.cs"),
        Repository.Read("tests", "Ojo.Generators.Tests", "RoundTrips", "EverythingEvents.cs"),
        Repository.Read("samples", "Transfer", "Events", "TransferEvents.cs"),
        .. Corpus("pass", ".cs"),
        """
        using System;
        using Ojo;
        namespace Game;
        public enum Why : sbyte { A = -1, B = 1 }
        public partial class Connection(Tracer? tracer, [FlowId] uint id)
        {
            [TraceEvent(0x10001, Category = "Packet", Role = EventRole.PacketSent, Description = "A probe")]
            private partial void RecordProbeSent(ulong packetNumber, [TraceField(Bits = 3, Unit = "us")] Why why, TimeSpan time);
            [TraceEvent(Flow = false, Since = "0.1", Retired = "0.2")] public static partial void RecordStarted(Tracer tracer, in bool flag);
            public partial struct Inner { [TraceEvent] public partial void RecordX([FlowId] ushort f, Tracer t); }
            public partial interface IThing { Tracer Tracer { get; } [TraceEvent(Flow = false)] void RecordY(Guid a, System.Net.IPAddress b); }
            public partial record Derived(Tracer Tracer) { [FlowId] public byte Flow => 1; [TraceEvent] internal partial void RecordZ(decimal d, ref int r); }
            public void Use() { if (IsProbeSentEnabled) { RecordProbeSent(1, Why.A, TimeSpan.Zero); } RecordStarted(tracer!, true); }
        }
        """,
    ];

    private static IEnumerable<string> Corpus(string kind, string extension) => CorpusCase.Load(kind)
        .SelectMany(static one => one.Files)
        .Where(file => Path.GetExtension(file.Key) == extension && file.Value.Length <= Longest)
        .OrderBy(static file => file.Value.Length)
        .Select(static file => file.Value);
}
