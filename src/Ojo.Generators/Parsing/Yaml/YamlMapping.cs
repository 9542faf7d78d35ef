using Microsoft.CodeAnalysis.Text;

namespace Ojo.Generators.Parsing.Yaml;

/// <summary>Keys and their values, in the order of the file; no key twice.</summary>
internal sealed class YamlMapping(TextSpan span, int end, bool isFlow, IReadOnlyList<KeyValuePair<YamlText, YamlNode>> entries) : YamlNode(span, end)
{
    /// <summary>Whether it stands in braces.</summary>
    public bool IsFlow { get; } = isFlow;

    public IReadOnlyList<KeyValuePair<YamlText, YamlNode>> Entries { get; } = entries;

    /// <summary>The value of <paramref name="key"/>, or null.</summary>
    public YamlNode? this[string key] => Entries.FirstOrDefault(entry => entry.Key.Value == key).Value;

    public override string Describe() => "keys with values";
}
