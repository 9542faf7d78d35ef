using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO112Tests() : RuleTest("OJO112")
{
    [Fact]
    public Task An_enum_that_is_not_declared_is_flagged() => FlaggedYaml("""
        namespace: Game
        class: GameEvents
        enums:
          Reason: { values: { a: 1 } }
        events:
          - name: PING
            fields:
              - { name: why, type: enum, enum: ⟦Reson⟧ }
        """,
        "No enum 'Reson' is declared under 'enums' in this file. Did you mean 'Reason'?");

    [Fact]
    public Task One_that_is_declared_may_be_shared() => NotFlaggedYaml("""
        namespace: Game
        class: GameEvents
        enums:
          Reason: { values: { a: 1 } }
        events:
          - name: PING
            fields:
              - { name: why, type: enum, enum: Reason }
          - name: PONG
            fields:
              - { name: why, type: u64, enum: Reason }
              - { name: again, type: enum, enum: Reason, bits: 64 }
        """);
}
