using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Output;

/// <summary>Values that cost something to make are not made for flows that the tracer leaves out.</summary>
public sealed class SampledFlowTests
{
    [Theory]
    [InlineData("[FlowId] uint flowId, string peer", ".IsEnabled(OjoSwitches.General_Info) && tracer.IsSampled(flowId))")]
    [InlineData("[FlowId] uint flowId, System.Net.IPAddress peer", ".IsEnabled(OjoSwitches.General_Info) && tracer.IsSampled(flowId))")]
    [InlineData("[FlowId] uint flowId, ulong peer", ".IsEnabled(OjoSwitches.General_Info))")]
    [InlineData("[FlowId] uint flowId, System.ReadOnlySpan<char> peer", ".IsEnabled(OjoSwitches.General_Info))")]
    public void A_string_or_an_address_is_looked_at_after_the_flow(string parameters, string test) =>
        Assert.Contains(test, CodeOf($"[TraceEvent] public static partial void RecordMet(this Tracer tracer, {parameters});"), StringComparison.Ordinal);

    [Fact]
    public void Without_a_flow_there_is_nothing_to_be_asked() =>
        Assert.DoesNotContain("IsSampled", CodeOf("[TraceEvent(Flow = false)] public static partial void RecordMet(this Tracer tracer, string peer);"), StringComparison.Ordinal);

    // Where the switches stand is others' affair.
    private static string CodeOf(string declaration)
    {
        Project project = Project.With($"using Ojo; namespace Game; public static partial class Events {{ {declaration} }}");
        return string.Join('\n', GeneratorRun.Of(project).Sources.Values).Replace("global::Game.", "", StringComparison.Ordinal);
    }
}
