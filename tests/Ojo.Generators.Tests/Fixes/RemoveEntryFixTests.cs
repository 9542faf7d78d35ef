using Ojo.Generators.CodeFixes.Fixes;

namespace Ojo.Generators.Tests.Fixes;

public sealed class RemoveEntryFixTests() : FixTest(new RemoveEntryFix())
{
    [Fact]
    public Task A_second_entry_goes_with_its_line() => FixesEvent(
        "OJO105",
        "name: PING\ncategory: Net\ncategory: Game # or not\nlevel: debug",
        "name: PING\ncategory: Net\nlevel: debug",
        "Remove the second 'category'");

    [Fact]
    public Task A_second_list_goes_with_all_its_lines() => FixesEvent(
        "OJO105",
        "name: PING\nfields: []\nfields:\n  - name: size\n    type: u8\n  - { name: late,\n      type: bool }\nlevel: debug",
        "name: PING\nfields: []\nlevel: debug",
        "Remove the second 'fields'");

    [Fact]
    public Task A_second_description_of_several_lines_goes_with_them() => FixesEvent(
        "OJO105",
        "name: PING\ndescription: One\ndescription: |\n  Two\n  lines\nlevel: debug",
        "name: PING\ndescription: One\nlevel: debug",
        "Remove the second 'description'");

    [Theory]
    [InlineData("{ name: size, type: u8, type: u16 }", "{ name: size, type: u8 }")]
    [InlineData("{ name: size, type: u8, type: u16, kind: bytes }", "{ name: size, type: u8, kind: bytes }")]
    [InlineData("{ name: size, type: u8,\n      type: u16, kind: bytes }", "{ name: size, type: u8, kind: bytes }")]
    public Task In_braces_it_goes_with_its_comma(string before, string after) => FixesEvent(
        "OJO105",
        $"name: PING\nfields:\n  - {before}",
        $"name: PING\nfields:\n  - {after}",
        "Remove the second 'type'");

    [Fact]
    public Task Every_second_entry_goes() => FixesEverywhere(
        "OJO105",
        Project.WithEvents(EventFile("name: PING\nname: PONG\nlevel: info\nlevel: debug\nlevel: trace")),
        Project.WithEvents(EventFile("name: PING\nlevel: info")),
        "Remove the second 'name'");
}
