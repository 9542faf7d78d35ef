namespace Ojo.Generators.Tests.Rules;

public sealed class OJO210Tests() : LockRuleTest("OJO210")
{
    [Fact]
    public Task An_old_name_that_another_event_has_is_flagged_and_the_two_ids_are_not() => FlaggedYaml(
        EventFile(["{ name: STEP, renamed_from: ⟦TICK⟧ }", "{ name: TICK }"]),
        "'STEP' can't have been renamed from 'TICK': that is declared at events.yaml:5, and an old name isn't used again");

    [Fact]
    public Task Two_events_with_one_old_name_are_flagged_at_the_second() => FlaggedYaml(
        EventFile(["{ name: STEP, renamed_from: TICK }", "{ name: STRIDE, renamed_from: ⟦TICK⟧ }"]),
        "'STRIDE' can't have been renamed from 'TICK': 'STEP' at events.yaml:4 says the same of itself");

    [Fact]
    public Task The_name_itself_as_the_old_one_is_flagged() => FlaggedYaml(
        EventFile(["{ name: TICK, renamed_from: ⟦TICK⟧ }"]), "'TICK' can't have been renamed from 'TICK': that is its name");

    [Fact]
    public Task A_method_is_flagged_at_the_argument() => Flagged("""
        public static partial class GameEvents
        {
            [TraceEvent(RenamedFrom = ⟦"TICK"⟧)] public static partial void RecordStep(this Tracer tracer, [FlowId] uint flowId);
            [TraceEvent] public static partial void RecordTick(this Tracer tracer, [FlowId] uint flowId);
        }
        """);

    [Fact]
    public Task An_old_name_that_nobody_else_has_is_right() => NotFlaggedYaml(
        EventFile(["{ name: STEP, renamed_from: TICK }", "{ name: STRIDE, renamed_from: TOCK }"]));

    [Fact]
    public Task Events_of_two_providers_may_have_one_old_name() => NotFlagged("""
        public static partial class GameEvents
        {
            [TraceEvent(RenamedFrom = "TICK", Provider = "a")] public static partial void RecordStep(this Tracer tracer, [FlowId] uint flowId);
            [TraceEvent(Provider = "b")] public static partial void RecordTick(this Tracer tracer, [FlowId] uint flowId);
        }
        """);
}
