using Microsoft.CodeAnalysis.Text;

namespace Ojo.Generators.Parsing.Yaml;

/// <summary>A list.</summary>
internal sealed class YamlSequence(TextSpan span, int end, IReadOnlyList<YamlNode> items) : YamlNode(span, end)
{
    public IReadOnlyList<YamlNode> Items { get; } = items;

    public override string Describe() => "a list";
}
