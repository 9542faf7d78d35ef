using System.Text.RegularExpressions;
using Ojo.Catalogue;
using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Documentation;

/// <summary>docs/EVENTS.md says everything, and what it shows works.</summary>
public sealed partial class EventsPageTests
{
    private static readonly string s_page = Repository.Read("docs", "EVENTS.md");

    public static TheoryData<string, string> Examples =>
        [.. Fence().Matches(s_page).Where(static m => m.Groups[1].Value is "csharp" or "yaml").Select(static m => (m.Groups[1].Value, m.Groups[2].Value))];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Every_example_is_complete_and_right(string language, string text) =>
        Assert.Empty(await Diagnosis.Of(language == "yaml" ? Project.WithEvents(text) : Project.With(text)));

    [Theory]
    [InlineData(typeof(TraceEventAttribute))]
    [InlineData(typeof(TraceFieldAttribute))]
    [InlineData(typeof(TraceMemberAttribute))]
    public void Every_argument_of_the_attributes_is_in_a_table(Type attribute)
    {
        foreach (string name in attribute.GetProperties().Where(static p => p.CanWrite).Select(static p => p.Name))
        {
            Assert.Contains($"\n| `{name}` | ", s_page, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(typeof(EventRole))]
    [InlineData(typeof(EventLevel))]
    [InlineData(typeof(ChartHint), nameof(ChartHint.Auto))]
    [InlineData(typeof(FieldKind), nameof(FieldKind.None))]
    [InlineData(typeof(FieldPart), nameof(FieldPart.None))]
    [InlineData(typeof(FieldType))]
    public void Every_word_is_on_the_page(Type words, string except = "")
    {
        foreach (string name in Enum.GetNames(words).Where(name => name != except))
        {
            string word = UpperCase().Replace(name, static m => (m.Index == 0 ? "" : "_") + m.Value.ToLowerInvariant());
            Assert.Contains($"`{word}`", s_page, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("namespace class provider description enums events")]
    [InlineData("name id category description level role chart flow since retired renamed_from snapshot_when fields")]
    [InlineData("name type bits kind unit part description values enum pair")]
    public void Every_key_of_a_file_is_on_the_page(string keys)
    {
        foreach (string key in keys.Split(' '))
        {
            Assert.Contains($"`{key}`", s_page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_ids_of_the_page_are_those_of_the_code()
    {
        Assert.Contains($"0x00000001–0x{EventTypeId.LastBuiltIn:X8}", s_page, StringComparison.Ordinal);
        Assert.Contains($"0x{EventTypeId.FirstMeta:X8}–0x{EventTypeId.LastMeta:X8}", s_page, StringComparison.Ordinal);
        Assert.Contains($"0x{EventTypeId.FirstPinned:X8}–0x{EventTypeId.LastPinned:X8}", s_page, StringComparison.Ordinal);
        Assert.Contains($"0x{EventTypeId.FirstDerived:X8}–0x{EventTypeId.LastDerived:X8}", s_page, StringComparison.Ordinal);
    }

    [GeneratedRegex("```(\\w+)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("[A-Z]")]
    private static partial Regex UpperCase();
}
