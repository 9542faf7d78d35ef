using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CodeFixes;
using Ojo.Generators.CodeFixes.Applying;
using Ojo.Generators.Tests.Driving;
using Ojo.Generators.Tests.Rules;

namespace Ojo.Generators.Tests.Fixes;

public sealed partial class FixCatalogueTests
{
    private static readonly EventCodeFix[] s_fixes =
    [
        .. typeof(EventCodeFix).Assembly.GetTypes()
            .Where(static type => type.IsSubclassOf(typeof(EventCodeFix)))
            .OrderBy(static type => type.Name, StringComparer.Ordinal)
            .Select(static type => (EventCodeFix)Activator.CreateInstance(type)!),
    ];

    /// <summary>The rules that nobody but an author can satisfy, and why.</summary>
    private static readonly Dictionary<string, string> s_unfixable = new(StringComparer.Ordinal)
    {
        ["OJO006"] = "a record's fields have one type each, and only the author knows which",
        ["OJO007"] = "only the author knows which number stands for the value",
        ["OJO008"] = "only the author knows what can be left out, or which fields belong together",
        ["OJO015"] = "only the author knows which tracer is meant",
        ["OJO023"] = "only the author knows what else to call the field",
        ["OJO025"] = "only the author knows which member was meant",
        ["OJO027"] = "only the author knows whether the field or the argument is meant",
        ["OJO028"] = "only the author knows which of the fields is meant",
        ["OJO029"] = "only the author knows what of the struct matters",
        ["OJO030"] = "only the author knows what the elements are called",
        ["OJO031"] = "what is no condition does not say what was meant",
        ["OJO100"] = "text that is no YAML does not say what was meant",
        ["OJO101"] = "what an alias or a tag stands for is written out by hand",
        ["OJO103"] = "only the author knows the value",
        ["OJO108"] = "only the author knows what else to call the event",
        ["OJO109"] = "the project file says what is compiled, and no code fix edits it",
        ["OJO110"] = "only the author knows which of the two is meant",
        ["OJO113"] = "only the author knows the names and numbers",
        ["OJO114"] = "only the author knows which of the two is meant",
        ["OJO210"] = "only the author knows which event it was",
        ["OJO212"] = "only the author knows whether the value is another one or has a better name",
        ["OJO301"] = "only the author knows which event took the place of the retired one",
        ["OJO302"] = "only the author knows whether to record the event or to remove it",
        ["OJO303"] = "only the author knows for how long the tracer is needed",
        ["OJO900"] = "the project file says what is compiled, and no code fix edits it",
        ["OJO901"] = "the project file says what is referenced, and no code fix edits it",
        ["OJO902"] = "the project file says what is compiled, and no code fix edits it",
        ["OJO903"] = "what failed is the generator",
    };

    public static TheoryData<string> Rules => RuleCatalogueTests.Ids;

    public static TheoryData<string> Fixes => [.. s_fixes.Select(static fix => fix.GetType().Name)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_rule_has_a_fix_or_a_reason_why_there_is_none(string id) => Assert.NotEqual(IsFixable(id), s_unfixable.ContainsKey(id));

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_page_says_what_the_fix_does_or_why_there_is_none(string id)
    {
        string page = Repository.Read("docs", "diagnostics", $"{id}.md");
        Match section = FixSection().Match(page);
        Assert.True(section.Success, $"The page of {id} has no section '## Fix' at its end.");
        string text = section.Groups[1].Value.ReplaceLineEndings(" ").Trim();
        if (s_unfixable.TryGetValue(id, out string? reason))
        {
            Assert.Equal($"None: {reason}.", text);
        }
        else
        {
            Assert.NotEmpty(text);
            Assert.False(text.StartsWith("None", StringComparison.Ordinal), $"The page of {id} says that there is no fix.");
        }
    }

    [Fact]
    public void No_reason_is_given_for_a_rule_that_does_not_exist() =>
        Assert.Empty(s_unfixable.Keys.Except(Rules.Select(static row => row.Data)));

    [Theory]
    [MemberData(nameof(Fixes))]
    public void Every_fix_is_exported_for_the_files_that_its_rules_are_about(string name)
    {
        EventCodeFix fix = s_fixes.Single(one => one.GetType().Name == name);
        ExportCodeFixProviderAttribute? export = fix.GetType().GetCustomAttribute<ExportCodeFixProviderAttribute>();
        Assert.NotNull(export);
        Assert.Equal(name, export.Name);
        Assert.Equal([LanguageNames.CSharp], export.Languages);
        Assert.Contains(fix.GetType().CustomAttributes, static attribute => attribute.AttributeType.Name == "SharedAttribute");
        Assert.Equal(
            IsAboutAdditionalFiles(fix), export.DocumentKinds.Contains(nameof(TextDocumentKind.AdditionalDocument)));
        Assert.NotNull(fix.GetFixAllProvider());
    }

    [Theory]
    [MemberData(nameof(Fixes))]
    public void Every_fix_has_tests(string name) =>
        Assert.NotNull(typeof(FixCatalogueTests).Assembly.GetType($"{typeof(FixCatalogueTests).Namespace}.{name}Tests"));

    private static bool IsFixable(string id) => Array.Exists(s_fixes, fix => fix.FixableDiagnosticIds.Contains(id));

    /// <summary>Rules about methods alone are those up to OJO005, of parameters and names of C#, and of how events are recorded.</summary>
    private static bool IsAboutAdditionalFiles(EventCodeFix fix) => fix.FixableDiagnosticIds.Any(static id =>
        string.CompareOrdinal(id, "OJO100") >= 0 && string.CompareOrdinal(id, "OJO300") < 0
        || id is "OJO010" or "OJO018" or "OJO019" or "OJO020" or "OJO021" or "OJO022" or "OJO026" or "OJO032");

    [GeneratedRegex(@"\n## Fix\n\n((?s:.+))$")]
    private static partial Regex FixSection();
}
