using Microsoft.CodeAnalysis.Text;

namespace Ojo.Generators.Parsing.Yaml;

/// <summary>A piece of YAML and where it stands.</summary>
/// <param name="span">Its characters in the file.</param>
internal abstract class YamlNode(TextSpan span)
{
    public TextSpan Span { get; } = span;

    /// <summary>What a person would call it in a message.</summary>
    public abstract string Describe();
}
