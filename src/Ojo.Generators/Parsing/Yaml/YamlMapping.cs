using Microsoft.CodeAnalysis.Text;

namespace Ojo.Generators.Parsing.Yaml;

/// <summary>Keys and their values, in the order of the file; no key twice.</summary>
/// <param name="span">Its first key.</param>
/// <param name="end">Where it ends.</param>
/// <param name="isFlow">Whether it stands in braces.</param>
/// <param name="entries">The keys and their values.</param>
/// <param name="isDamaged">Whether something between them could not be read, so that a key that is missing may be there.</param>
internal sealed class YamlMapping(
    TextSpan span, int end, bool isFlow, IReadOnlyList<KeyValuePair<YamlText, YamlNode>> entries, bool isDamaged = false) : YamlNode(span, end)
{
    // More keys than anything here has: hostile, or an enum's values.
    private const int Many = 32;

    private readonly Dictionary<string, YamlNode>? _values = entries.Count <= Many
        ? null
        : entries.ToDictionary(static entry => entry.Key.Value, static entry => entry.Value, StringComparer.Ordinal);

    /// <summary>Whether it stands in braces.</summary>
    public bool IsFlow { get; } = isFlow;

    public bool IsDamaged { get; } = isDamaged;

    public IReadOnlyList<KeyValuePair<YamlText, YamlNode>> Entries { get; } = entries;

    /// <summary>The value of <paramref name="key"/>, or null.</summary>
    public YamlNode? this[string key]
    {
        get
        {
            if (_values is not null)
            {
                return _values.TryGetValue(key, out YamlNode? value) ? value : null;
            }

            // A loop, because every event asks for a dozen keys, and a query would make two objects for each.
            foreach (KeyValuePair<YamlText, YamlNode> entry in Entries)
            {
                if (entry.Key.Value == key)
                {
                    return entry.Value;
                }
            }

            return null;
        }
    }

    public override string Describe() => "keys with values";
}
