using Ojo.Catalogue;
using Ojo.Generators.Rules;

namespace Ojo.Generators.Parsing.Yaml;

/// <summary>Reads the keys of one mapping and says what is wrong with each.</summary>
/// <param name="source">The file.</param>
/// <param name="mapping">The mapping.</param>
/// <param name="subject">What it describes, for messages: <c>an event</c>, <c>the field 'size'</c>.</param>
internal sealed class YamlKeys(YamlSource source, YamlMapping mapping, string subject)
{
    public YamlMapping Mapping { get; } = mapping;

    /// <summary>Reports every key that is none of <paramref name="known"/>.</summary>
    public void RefuseUnknown(params string[] known)
    {
        foreach (KeyValuePair<YamlText, YamlNode> entry in Mapping.Entries)
        {
            if (Array.IndexOf(known, entry.Key.Value) < 0 && entry.Value is not YamlUnread)
            {
                // A key that is there already can't be the one that was meant.
                string? meant = Suggestion.Nearest(entry.Key.Value, known) is { } nearest && Mapping[nearest] is null ? nearest : null;
                source.ReportFixable(
                    YamlRules.UnknownKey,
                    entry.Key,
                    FixHint.Of(FixHint.Replacement, meant),
                    entry.Key.Shown,
                    subject,
                    Suggestion.For(entry.Key.Value, known));
            }
        }
    }

    /// <summary>The text under <paramref name="key"/>; null where it is absent, or no text, which is then reported.</summary>
    /// <param name="key">The key.</param>
    /// <param name="example">How it is written, where it must be there.</param>
    public YamlText? Text(string key, string? example = null)
    {
        YamlNode? node = Mapping[key];
        if (node is null)
        {
            if (example is not null)
            {
                source.ReportMissing(Mapping, Mapping, Capitalized(subject), key, example);
            }

            return null;
        }

        if (node is YamlText text && !text.IsMissing)
        {
            return text;
        }

        source.Report(YamlRules.WrongKind, node, key, "text", node.Describe());
        return null;
    }

    /// <summary>The text under <paramref name="key"/> on one line, or an empty string.</summary>
    public string Prose(string key) => Words.ToProse(Text(key)?.Value);

    /// <summary>The unsigned number under <paramref name="key"/>, decimal or <c>0x…</c>.</summary>
    public ulong? Number(string key, ulong maximum)
    {
        YamlNode? node = Mapping[key];
        return node is null ? null : YamlNumber.Read(source, node, key, maximum);
    }

    /// <summary><c>true</c> or <c>false</c> under <paramref name="key"/>.</summary>
    public bool Flag(string key, bool otherwise)
    {
        switch (Mapping[key])
        {
            case null:
                return otherwise;
            case YamlText { IsPlain: true, Value: "true" }:
                return true;
            case YamlText { IsPlain: true, Value: "false" }:
                return false;
            case { } node:
                source.ReportFixable(
                    YamlRules.WrongKind, node, FixHint.Of(FixHint.Replacement, MeantFlag(node)), key, "true or false", node.Describe());
                return otherwise;
        }
    }

    /// <summary>The member of <typeparamref name="T"/> that the word under <paramref name="key"/> names in snake case.</summary>
    public T Word<T>(string key, T otherwise, params T[] except)
        where T : struct, Enum
    {
        if (Text(key) is not { } text)
        {
            return otherwise;
        }

        if (Vocabulary<T>.TryFind(text.Value, out T found) && Array.IndexOf(except, found) < 0)
        {
            return found;
        }

        string? meant = typeof(T) == typeof(FieldType) ? TypeWords.OfCSharp(text.Value) : null;
        string[] words = [.. Vocabulary<T>.Members.Where(member => Array.IndexOf(except, member) < 0).Select(Vocabulary<T>.WordFor)];
        source.ReportFixable(
            YamlRules.UnknownWord,
            text,
            FixHint.Of(FixHint.Replacement, meant ?? Suggestion.Nearest(text.Value, words)),
            text.Shown,
            key,
            meant is null ? Suggestion.For(text.Value, words) : $"Did you mean '{meant}'?");
        return otherwise;
    }

    /// <summary>The mappings listed under <paramref name="key"/>; whatever else is in the list is reported.</summary>
    public IEnumerable<YamlMapping> Mappings(string key)
    {
        YamlNode? node = Mapping[key];
        if (node is null)
        {
            yield break;
        }

        if (node is not YamlSequence sequence)
        {
            source.Report(YamlRules.WrongKind, node, key, "a list, each item of which begins with '- '", node.Describe());
            yield break;
        }

        foreach (YamlNode item in sequence.Items)
        {
            if (item is YamlMapping mapping)
            {
                yield return mapping;
            }
            else
            {
                source.Report(YamlRules.WrongKind, item, key, "a list of keys with values, as in '- name: …'", item.Describe());
            }
        }
    }

    /// <summary>What other readers of YAML take for true and false.</summary>
    private static string? MeantFlag(YamlNode node) => (node as YamlText)?.Value.ToLowerInvariant() switch
    {
        "true" or "yes" or "on" or "y" => "true",
        "false" or "no" or "off" or "n" => "false",
        _ => null,
    };

    private static string Capitalized(string text) => char.ToUpperInvariant(text[0]) + text.Substring(1);
}
