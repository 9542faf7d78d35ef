using Microsoft.CodeAnalysis.Text;

namespace Ojo.Generators.Parsing.Yaml;

/// <summary>A scalar. It stays text until a key asks for a number or a word, so that <c>no</c> and <c>010</c> surprise nobody.</summary>
/// <param name="span">Its characters in the file, quotes included.</param>
/// <param name="value">Its text, unescaped.</param>
/// <param name="isPlain">Whether it stands without quotes: only then can it be a number or a word.</param>
internal sealed class YamlText(TextSpan span, string value, bool isPlain) : YamlNode(span, span.End)
{
    public string Value { get; } = value;

    public bool IsPlain { get; } = isPlain;

    /// <summary>Whether nothing was written where a value belongs.</summary>
    public bool IsMissing => IsPlain && Value.Length == 0;

    /// <summary>It on one line and at a length fit for a message.</summary>
    public string Shown => Words.Shorten(Value);

    public override string Describe() =>
        IsMissing ? "nothing"
        : IsPlain ? $"'{Shown}'"
        : $"the quoted text '{Shown}'";
}
