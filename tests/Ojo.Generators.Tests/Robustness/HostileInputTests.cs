extern alias generators;

using generators::Ojo.Generators.Parsing.Yaml;
using generators::Ojo.Generators.Rules;
using Microsoft.CodeAnalysis.Text;

namespace Ojo.Generators.Tests.Robustness;

/// <summary>Files that are made to hurt. What chance makes of files and sources is in <c>Fuzz</c>.</summary>
public sealed class HostileInputTests
{
    [Theory]
    [InlineData("[", 200_000)]
    [InlineData("{a: ", 50_000)]
    [InlineData("- ", 20_000)]
    [InlineData("? ", 20_000)]
    public void Depth_without_end_is_refused_and_overflows_no_stack(string opening, int depth)
    {
        var findings = new Findings();
        EventFileParser.Parse("events.yaml", SourceText.From(string.Concat(Enumerable.Repeat(opening, depth))), isOjo: false, findings);
        Assert.NotEqual(0, findings.Count);
    }
}
