using Ojo.Generators.Tests.Driving;
namespace Ojo.Generators.Tests;
public class SmokeTests(ITestOutputHelper output)
{
    [Fact]
    public void Smoke()
    {
        var p = Project.With("""
            using Ojo; using System;
            namespace Game;
            public enum Reason { None = -1, TimerFired = 1, TailLoss = 2 }
            public sealed partial class Connection(Tracer tracer, string name)
            {
                [FlowId] private readonly uint _flowId;
                string N => name;
                public partial class Inner { private Tracer? _t; [FlowId] public uint F => 1;
                  [TraceEvent] private partial void RecordX(bool a, sbyte b, TimeSpan span, double d, Reason r, [TraceField(Bits = 5)] int five); 
                  [TraceEvent] private partial void RecordBig(ulong a, ulong b, ulong c, ulong d, bool e); }
                [TraceEvent(Category = "Packet", Role = EventRole.PacketSent, Description = "A probe left")]
                private partial void RecordProbeSent(ulong packetNumber, uint size, Reason reason);
                [TraceEvent] internal partial int RecordBad(out int x);
            }
            public static partial class HandshakeEvents
            {
                /// <summary>Hi</summary>
                [TraceEvent(0x00010001, Category = "Handshake", Description = "Key update began")]
                public static partial void RecordKeyUpdate(this Tracer tracer, [FlowId] uint flowId, uint keyPhase);
            }
            """);
        var driver = CSharpGeneratorDriver.Create([new OjoGenerator().AsSourceGenerator()], p.AdditionalTexts(), p.ParseOptions, p.Options());
        var d2 = driver.RunGeneratorsAndUpdateCompilation(p.Compile(), out var c, out var ds);
        foreach (var t in d2.GetRunResult().GeneratedTrees) { output.WriteLine("=== " + t.FilePath); output.WriteLine(t.ToString()); }
        foreach (var d in c.GetDiagnostics()) output.WriteLine(d.ToString());
        foreach (var d in ds) output.WriteLine(d.ToString());
    }
}
