using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class RuleCatalogueTests
{
    public static TheoryData<string> Ids => [.. Diagnosis.Rules.Select(static rule => rule.Id)];

    [Fact]
    public void No_id_is_used_twice() => Assert.Equal(Ids.Count, Ids.Select(static row => row.Data).Distinct().Count());

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_rule_has_a_page_that_says_how_to_put_it_right(string id)
    {
        DiagnosticDescriptor rule = Diagnosis.Rules.Single(one => one.Id == id);
        Assert.Equal($"https://github.com/ojo-trace/ojo/blob/main/docs/diagnostics/{id}.md", rule.HelpLinkUri);
        string page = Repository.Read("docs", "diagnostics", $"{id}.md");
        Assert.StartsWith($"# {id}: {rule.Title.ToString(System.Globalization.CultureInfo.InvariantCulture)}\n", page, StringComparison.Ordinal);
        foreach (string section in (string[])["## Flagged", "## Right", "## Why"])
        {
            Assert.Contains($"\n{section}\n", page, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_rule_is_in_the_release_notes_and_in_the_list_of_pages(string id)
    {
        DiagnosticDescriptor rule = Diagnosis.Rules.Single(one => one.Id == id);
        string severity = rule.IsEnabledByDefault ? rule.DefaultSeverity.ToString() : "Disabled";
        Assert.Contains($"\n{id} | Ojo | {severity} | ", Repository.Read("src", "Ojo.Generators", "AnalyzerReleases.Unshipped.md"), StringComparison.Ordinal);
        Assert.Contains($"[{id}]({id}.md)", Repository.Read("docs", "diagnostics", "README.md"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_rule_has_tests_that_flag_and_tests_that_do_not(string id)
    {
        Type? tests = typeof(RuleCatalogueTests).Assembly.GetType($"{typeof(RuleCatalogueTests).Namespace}.{id}Tests");
        Assert.NotNull(tests);
        string[] names = [.. tests.GetMethods().Where(static m => m.IsDefined(typeof(FactAttribute), inherit: false)).Select(static m => m.Name)];
        Assert.Contains(names, static name => name.Contains("flagged", StringComparison.Ordinal) || name.Contains("message", StringComparison.Ordinal));
        Assert.Contains(names, static name => !name.Contains("flagged", StringComparison.Ordinal));
    }
}
