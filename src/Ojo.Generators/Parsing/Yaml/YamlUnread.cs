using Microsoft.CodeAnalysis.Text;

namespace Ojo.Generators.Parsing.Yaml;

/// <summary>Something that stands in the file and could not be read, which has been reported: nobody says a word about it again.</summary>
internal sealed class YamlUnread(TextSpan span) : YamlNode(span, span.End)
{
    public override string Describe() => "something unreadable";
}
