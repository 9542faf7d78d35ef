using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO106Tests() : RuleTest("OJO106")
{
    [Fact]
    public Task A_tab_in_the_indentation_is_flagged() => FlaggedYaml("namespace: Game\nclass: GameEvents\nevents:\n⟦\t⟧- name: PING\n",
        "Indent with spaces: YAML doesn't allow a tab here");

    [Fact]
    public Task A_tab_after_a_value_is_not() => NotFlaggedYaml("namespace: Game\nclass: GameEvents\nevents: []\t# nothing yet\n");
}
