using Ojo.Generators.CodeFixes.Fixes;

namespace Ojo.Generators.Tests.Fixes;

public sealed class IndentWithSpacesFixTests() : FixTest(new IndentWithSpacesFix())
{
    [Fact]
    public Task All_tabs_of_the_indentation_become_spaces() => Fixes(
        "OJO106",
        Project.WithEvents("namespace: Game\nclass: GameEvents\nevents:\n\t- name: PING\n\t\tdescription: a\tb\n"),
        Project.WithEvents("namespace: Game\nclass: GameEvents\nevents:\n  - name: PING\n    description: a\tb\n"),
        "Indent with 2 spaces for each tab");

    [Fact]
    public Task They_become_as_many_as_fit_the_lines_that_are_indented_right() => Fixes(
        "OJO106",
        Project.WithEvents("namespace: Game\nclass: GameEvents\nevents:\n  - name: PING\n\tlevel: debug\n"),
        Project.WithEvents("namespace: Game\nclass: GameEvents\nevents:\n  - name: PING\n    level: debug\n"),
        "Indent with 4 spaces for each tab");
}
