using System.Reflection.Metadata;
using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Output;

/// <summary>What <c>OjoRemoveCategories</c> leaves of events: nothing but methods that do nothing, and no call of them.</summary>
public sealed class RemovedCategoryTests
{
    private const uint ProbeId = 0x5ADC0FFE;
    private const uint TickId = 0x5BADCAFE;

    private const string Methods = """
        using Ojo;
        namespace Net;
        public enum Why { Timer }
        public sealed partial class Connection(Tracer? tracer)
        {
            [FlowId] private readonly uint _flowId = 1;
            [TraceEvent(0x5ADC0FFE, Name = "PROBE_LEFT", Category = "Probing", Description = "A probe that left")]
            private partial void RecordProbe(ulong number, [TraceField(Description = "Why it left")] Why why);
            public void Run() { RecordProbe(Next(), Why.Timer); RecordProbe(number: 2, why: default); }
            public bool IsOn() => IsProbeEnabled;
            private static ulong Next() => 7;
        }
        public static partial class Events
        {
            [TraceEvent(0x5BADCAFE, Name = "TICK_PASSED", Category = "Game")]
            public static partial void RecordTick(this Tracer? tracer, [FlowId] uint flowId, uint tick);
            public static void RunTick(Tracer? tracer, uint tick) { tracer.RecordTick(1, tick + 1); Events.RecordTick(tracer, 1, tick); }
        }
        """;

    private const string Yaml = """
        namespace: Net
        class: Events
        provider: net
        events:
          - name: PROBE_LEFT
            id: 0x5ADC0FFE
            category: Probing
            description: A probe that left
            fields:
              - { name: number, type: u64 }
              - { name: why, type: enum, values: { timer: 0 } }
          - name: TICK_PASSED
            id: 0x5BADCAFE
            category: Game
            fields: [{ name: tick, type: u32 }]
        """;

    private const string Calls = """
        using Ojo;
        namespace Net;
        public static class Caller
        {
            public static void Run(Tracer? tracer) { tracer.RecordProbeLeft(1, Next(), ProbeLeftWhy.Timer); Events.RecordProbeLeft(tracer, 1, 2, default); }
            public static void RunTick(Tracer? tracer, uint tick) => tracer.RecordTickPassed(1, tick);
            private static ulong Next() => 7;
        }
        """;

    private static readonly byte[] s_return = [(byte)ILOpCode.Ret];

    public static TheoryData<bool> Styles => [false, true];

    [Theory]
    [MemberData(nameof(Styles))]
    public void An_event_that_is_not_removed_stands_in_the_assembly(bool isYaml)
    {
        using CompiledImage image = CompiledImage.Of(Declaring(isYaml));
        Assert.True(image.Mentions("PROBE_LEFT") && image.Mentions("A probe that left") && image.Mentions("Probing") && image.Mentions(ProbeId));
        Assert.Contains("EventSwitch.For", image.References());
        Assert.Contains("Tracer.Write", image.References());
        Assert.NotEqual(s_return, image.Body("Run"));
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public void A_removed_category_is_not_mentioned_and_the_other_stays(bool isYaml)
    {
        using CompiledImage image = CompiledImage.Of(Declaring(isYaml).Property("OjoRemoveCategories", "Probing"));
        Assert.False(image.Mentions("PROBE_LEFT") || image.Mentions("A probe that left") || image.Mentions("Why it left") || image.Mentions("Probing"));
        Assert.False(image.Mentions(ProbeId));
        Assert.DoesNotContain(image.Types(), static type => type is "ProbeEvent" or "ProbeLeftEvent");
        Assert.True(image.Mentions("TICK_PASSED") && image.Mentions("Game") && image.Mentions(TickId));
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public void Calls_of_a_removed_recorder_vanish_with_their_arguments(bool isYaml)
    {
        using CompiledImage image = CompiledImage.Of(Declaring(isYaml).Property("OjoRemoveCategories", "Probing"));
        Assert.Equal(s_return, image.Body("Run"));
        Assert.NotEqual(s_return, image.Body("RunTick"));
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public void With_all_categories_removed_there_is_no_provider_no_switch_and_no_call_of_the_tracer(bool isYaml)
    {
        Project project = Declaring(isYaml).Property("OjoRemoveCategories", "Probing,Game");
        Assert.DoesNotContain(GeneratorRun.Of(project).Sources.Keys, static file => file.Contains("Provider", StringComparison.Ordinal));
        using CompiledImage image = CompiledImage.Of(project);
        Assert.DoesNotContain(image.References(), static member =>
            member.StartsWith("Tracer.", StringComparison.Ordinal) || member.StartsWith("Event", StringComparison.Ordinal));
        Assert.DoesNotContain(image.Types(), static type => type.Contains("OjoSwitches", StringComparison.Ordinal) || type.Contains("Provider", StringComparison.Ordinal));
        Assert.False(image.Mentions(ProbeId) || image.Mentions(TickId) || image.Mentions("TICK_PASSED"));
        Assert.Equal(s_return, image.Body("RunTick"));
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public void A_recorder_of_a_removed_category_does_nothing_and_its_guard_says_never(bool isYaml)
    {
        using CompiledImage image = CompiledImage.Of(Declaring(isYaml).Property("OjoRemoveCategories", "Probing"));
        Assert.Equal(s_return, image.Body(isYaml ? "RecordProbeLeft" : "RecordProbe"));
        Assert.Equal([(byte)ILOpCode.Ldc_i4_0, (byte)ILOpCode.Ret], image.Body(isYaml ? "IsProbeLeftEnabled" : "get_IsProbeEnabled"));
    }

    [Theory]
    [InlineData("probing")]
    [InlineData(",Probing,")]
    [InlineData(" Other ;\n Probing ")]
    public void Case_does_not_count_and_neither_does_how_the_names_are_separated(string value)
    {
        using CompiledImage image = CompiledImage.Of(Declaring(isYaml: true).Property("OjoRemoveCategories", value));
        Assert.False(image.Mentions("PROBE_LEFT"));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("Probing", "")]
    [InlineData("Probing,Game", "disable")]
    public async Task A_build_says_nothing_about_members_that_only_removed_recorders_read(string removed, string nullable)
    {
        foreach (bool isYaml in (bool[])[false, true])
        {
            Project project = Declaring(isYaml).Property("OjoRemoveCategories", removed);
            project = nullable.Length == 0 ? project : project with
            {
                Nullable = NullableContextOptions.Disable,
                Sources = project.Sources.SetItem("Source.cs", project.Sources["Source.cs"].Replace("Tracer?", "Tracer", StringComparison.Ordinal)),
            };
            Assert.Empty(await Diagnosis.Of(project));
        }
    }

    [Fact]
    public async Task A_call_through_an_interface_or_a_base_class_stays_and_does_nothing()
    {
        Project project = Project.With("""
            using Ojo;
            public interface IProbes { void RecordProbe(ulong number); }
            public partial class Connection(Tracer tracer) : IProbes
            {
                [FlowId] private readonly uint _flowId = 1;
                [TraceEvent(Category = "Probing")] public partial void RecordProbe(ulong number);
                [TraceEvent(Category = "Probing")] public virtual partial void RecordLost(ulong number);
                public static void Run(IProbes probes) => probes.RecordProbe(1);
                public void RunLost() => RecordLost(1);
                public void RunOwn() => RecordProbe(1);
            }
            public sealed partial class Special(Tracer tracer) : Connection(tracer)
            {
                private readonly Tracer _own = tracer;
                [FlowId] private readonly uint _flow = 1;
                [TraceEvent(Category = "Probing", Name = "SPECIAL_LOST")] public override partial void RecordLost(ulong number);
            }
            public partial interface IMarks
            {
                [TraceEvent(Category = "Probing")] static partial void RecordMark(Tracer tracer, [FlowId] uint flowId);
            }
            """).Property("OjoRemoveCategories", "Probing");
        Assert.Empty(await Diagnosis.Of(project));
        using CompiledImage image = CompiledImage.Of(project);
        Assert.Equal(s_return, image.Body("RecordMark"));
        Assert.Contains((byte)ILOpCode.Call, image.Body("RunOwn"));
        Assert.Contains((byte)ILOpCode.Callvirt, image.Body("Run"));
        Assert.Contains((byte)ILOpCode.Callvirt, image.Body("RunLost"));
        Assert.False(image.Mentions("PROBE") || image.Mentions("LOST"));
    }

    [Fact]
    public void A_call_on_a_tracer_that_may_be_null_vanishes_too()
    {
        using CompiledImage image = CompiledImage.Of(Declaring(isYaml: true)
            .Source("using Ojo; using Net; static class More { public static void Maybe(Tracer? tracer) { tracer?.RecordProbeLeft(1, 2, default); } }", "More.cs")
            .Property("OjoRemoveCategories", "Probing"));
        Assert.DoesNotContain((byte)ILOpCode.Call, image.Body("Maybe"));
    }

    [Fact]
    public async Task The_lock_still_has_the_event_as_declared()
    {
        const string line = "net 0x5ADC0FFE PROBE_LEFT active - flow number:u64:64 why:enum:8\nnet 0x5BADCAFE TICK_PASSED active - flow tick:u32:32\n";
        Assert.Empty(await Diagnosis.Of(Declaring(isYaml: true).Lock(line).Property("OjoRemoveCategories", "Probing")));
        Diagnostic missing = Assert.Single(await Diagnosis.Of(Declaring(isYaml: true).Lock(line.Split('\n')[1]).Property("OjoRemoveCategories", "Probing")));
        Assert.Equal("OJO206", missing.Id);
    }

    private static Project Declaring(bool isYaml) => isYaml ? Project.WithEvents(Yaml).Source(Calls) : Project.With(Methods);
}
