using System.Globalization;
using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO902Tests() : ProjectRuleTest("OJO902", DiagnosticSeverity.Warning)
{
    [Fact]
    public Task A_misspelled_category_is_flagged_with_what_was_meant() => Expect(
        Declaring("Pakcet"),
        "'Pakcet' isn't a category of this project's events, so OjoRemoveCategories for it has no effect; did you mean 'Packet'?");

    [Fact]
    public Task Each_unknown_category_is_flagged_once_and_the_known_ones_are_not() => Expect(
        Declaring("Weather; game,weather;Gamee"),
        "'Weather' isn't a category of this project's events, so OjoRemoveCategories for it has no effect; its categories are Game, Packet",
        "'Gamee' isn't a category of this project's events, so OjoRemoveCategories for it has no effect; did you mean 'Game'?");

    [Theory]
    [InlineData("OjoEvents", "yes")]
    [InlineData("OjoLock", "1")]
    public async Task A_file_that_is_marked_by_another_word_is_flagged_at_the_file(string metadata, string word)
    {
        Diagnostic one = Assert.Single(await Diagnosis.Of(Project.With(Methods).Marked("more.yaml", metadata, word)));
        Assert.Equal(("OJO902", "more.yaml"), (one.Id, one.Location.GetLineSpan().Path));
        Assert.Equal($"'{word}' isn't 'true' or 'false', so {metadata} of more.yaml has no effect; use one of them", one.GetMessage(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("False")]
    [InlineData("")]
    public async Task A_file_that_is_not_marked_is_right(string word) =>
        Assert.Empty(await Diagnosis.Of(Project.With(Methods).Marked("more.yaml", "OjoEvents", word)));

    [Theory]
    [InlineData("Packet")]
    [InlineData("packet, GAME")]
    [InlineData(" ; ,")]
    public Task Categories_that_are_declared_are_right(string value) => Expect(Project.WithEvents(Yaml).Source(Methods.Replace(
        "public static bool Is(Ojo.Format.TraceEvent e) { return SentEvent.TryDecode(e, out SentEvent sent) && sent.Number > 1; }", "", StringComparison.Ordinal))
        .Property("OjoRemoveCategories", value));

    [Fact]
    public Task A_project_that_declares_nothing_may_share_the_property() =>
        Expect(Project.With("public class C;").Property("OjoRemoveCategories", "Weather"));

    [Fact]
    public async Task A_category_may_be_that_of_a_declaration_with_a_mistake()
    {
        Project project = Project.WithEvents("namespace: Game\nclass: GameEvents\nevents: [{ name: TICK, category: Weather, colour: red }]\n");
        Assert.Equal("OJO102", Assert.Single(await Diagnosis.Of(project.Property("OjoRemoveCategories", "Weather"))).Id);
    }

    private static Project Declaring(string removed) => Project.WithEvents(Yaml).Source(Methods).Property("OjoRemoveCategories", removed);
}
