extern alias generators;

using generators::Ojo.Generators.Parsing.Locks;
using generators::Ojo.Generators.Rules;
using Microsoft.CodeAnalysis.Text;
using Ojo.Catalogue;
using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.BuiltIn;

/// <summary>The locks of this repository. That they agree with the declarations is for the build to say.</summary>
public sealed class LockFileTests
{
    public static TheoryData<string> Paths => ["events.lock", "samples/Transfer/events.lock"];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Lines_are_sorted_and_end_in_a_line_feed(string path)
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, path));
        Assert.DoesNotContain('\r', text);
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        string[] lines = [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(static line => line[0] != '#')];
        Assert.NotEmpty(lines);
        Assert.Equal(lines.Order(StringComparer.Ordinal), lines);
    }

    [Fact]
    public void Every_built_in_event_has_a_line_that_is_not_retired()
    {
        var findings = new Findings();
        IReadOnlyList<LockEntry> entries = LockFileParser.Parse("events.lock", SourceText.From(Repository.Read("events.lock")), findings);
        Assert.Equal(0, findings.Count);
        EventProvider provider = EventCatalogue.Providers.Single(static one => one.Name == "ojo");
        Assert.Equal(
            provider.Events.Select(static e => (e.Id, e.Name)),
            entries.Where(static entry => !entry.IsRetired).Select(static entry => (entry.Id, entry.Name)));
    }
}
