using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO111Tests() : RuleTest("OJO111")
{
    [Fact]
    public Task A_word_that_is_no_role_is_flagged() => FlaggedEvent("""
        name: PING
        role: ⟦packet_snt⟧
        """,
        "'packet_snt' isn't a role. Did you mean 'packet_sent'?");

    [Fact]
    public Task A_word_that_is_no_level_gets_the_list() => FlaggedEvent("""
        name: PING
        level: ⟦verbose⟧
        """,
        "'verbose' isn't a level. Known are: trace, debug, info, warning, error.");

    [Fact]
    public Task Every_wrong_word_of_a_field_is_flagged() => FlaggedEvent("""
        name: PING
        chart: ⟦bars⟧
        fields:
          - { name: a, type: ⟦int⟧ }
          - { name: b, type: u8, kind: ⟦byte⟧, part: ⟦number⟧ }
        """);

    [Fact]
    public Task Words_of_the_list_are_not() => NotFlaggedEvent("""
        name: PING
        role: stream_data_acked
        chart: band
        level: warning
        """);
}
