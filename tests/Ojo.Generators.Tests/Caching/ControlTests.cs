using Ojo.Generators.Tests.Driving;
using Xunit.Sdk;

namespace Ojo.Generators.Tests.Caching;

/// <summary>The checks that every generator test makes can fail: shown on generators that are broken on purpose.</summary>
public sealed class ControlTests
{
    private static readonly Project s_project = Project.With("""
        using Ojo;
        public static partial class Events
        {
            [TraceEvent] public static partial void RecordPing(this Tracer tracer, [FlowId] uint flowId);
        }
        """);

    [Fact]
    public void A_value_that_is_never_equal_is_found()
    {
        var failure = Assert.Throws<TrueException>(static () => GeneratorRun.Of(s_project, new BrokenGenerators.KeepsAnArray(), [BrokenGenerators.Step]));
        Assert.Contains("Step Broken was Modified", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_symbol_inside_a_value_is_found()
    {
        var failure = Assert.Throws<FalseException>(static () => GeneratorRun.Of(s_project, new BrokenGenerators.KeepsASymbol(), [BrokenGenerators.Step]));
        Assert.Contains("Broken.<Kept>k__BackingField[0] holds a ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_location_inside_a_value_is_found()
    {
        var failure = Assert.Throws<FalseException>(static () => GeneratorRun.Of(s_project, new BrokenGenerators.KeepsALocation(), [BrokenGenerators.Step]));
        Assert.Contains("holds a SourceLocation", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_step_of_ours_has_a_name_and_is_seen()
    {
        GeneratorRun run = GeneratorRun.Of(s_project
            .Events("namespace: Game\nclass: GameEvents\nevents: [{ name: TICK }]\n")
            .Property("OjoCHeader", "events.h")
            .Property("OjoUpdatingEventsLock", "true"));
        foreach (string step in TrackingNames.All)
        {
            Assert.NotEmpty(CacheAssert.Reasons(run.Result.Results.Single(), step));
        }
    }
}
