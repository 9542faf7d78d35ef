using Microsoft.CodeAnalysis.Text;

namespace Ojo.Generators.Parsing.Yaml;

/// <summary>A piece of YAML and where it stands.</summary>
/// <param name="span">Its characters in the file; of a list or a mapping those of what it begins with, where a message points at.</param>
/// <param name="end">Where all of it ends.</param>
internal abstract class YamlNode(TextSpan span, int end)
{
    public TextSpan Span { get; } = span;

    public int End { get; } = end;

    /// <summary>What a person would call it in a message.</summary>
    public abstract string Describe();
}
