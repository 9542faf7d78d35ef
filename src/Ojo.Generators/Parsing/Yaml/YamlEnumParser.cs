using Ojo.Generators.Model;
using Ojo.Generators.Rules;

namespace Ojo.Generators.Parsing.Yaml;

/// <summary>Reads the named values of enums.</summary>
internal static class YamlEnumParser
{
    /// <summary>Reads one entry under <c>enums</c>: a mapping with <c>values</c> and, if there is one, a <c>description</c>.</summary>
    public static EnumModel? ParseSection(YamlSource source, string name, KeyValuePair<YamlText, YamlNode> entry)
    {
        if (entry.Value is not YamlMapping mapping)
        {
            source.Report(YamlRules.WrongKind, entry.Value, name, "keys with values: description, values", entry.Value.Describe());
            return null;
        }

        var keys = new YamlKeys(source, mapping, $"the enum '{name}'");
        keys.RefuseUnknown("description", "values");
        if (mapping["values"] is not { } values)
        {
            source.ReportMissing(mapping, entry.Key, $"Enum '{name}'", "values", "values: { timer: 1, tail: 2 }");
            return null;
        }

        return Model(name, keys.Prose("description"), ParseValues(source, name, values));
    }

    /// <summary>An enum type with room for <paramref name="values"/>.</summary>
    public static EnumModel Model(string name, string description, IReadOnlyList<NamedValue> values)
    {
        ulong largest = values.Count == 0 ? 0 : values[values.Count - 1].Bits;
        string underlying = largest <= byte.MaxValue ? "byte" : largest <= ushort.MaxValue ? "ushort" : largest <= uint.MaxValue ? "uint" : "ulong";
        return new EnumModel(name, underlying, description.Length > 0 ? description : "The values of " + name, EquatableArray<NamedValue>.From(values));
    }

    /// <summary>Reads <c>{ timer: 1, tail: 2 }</c>, in order of value.</summary>
    public static IReadOnlyList<NamedValue> ParseValues(YamlSource source, string subject, YamlNode node)
    {
        if (node is not YamlMapping mapping)
        {
            source.Report(YamlRules.WrongKind, node, "values", "names with numbers, as in { timer: 1, tail: 2 }", node.Describe());
            return [];
        }

        var values = new List<NamedValue>();
        var members = new HashSet<string>(StringComparer.Ordinal);
        var names = new Dictionary<ulong, string>();
        foreach (KeyValuePair<YamlText, YamlNode> entry in mapping.Entries)
        {
            string name = entry.Key.Value;
            if (!Words.IsFieldName(name))
            {
                source.Report(DeclarationRules.BadFieldName, entry.Key, entry.Key.Shown);
            }
            else if (YamlNumber.Read(source, entry.Value, name, ulong.MaxValue) is { } bits)
            {
                if (names.TryGetValue(bits, out string? same))
                {
                    source.Report(YamlRules.EnumValues, entry.Key, subject, $"'{name}' has the number of '{same}'; give it another");
                }
                else if (!members.Add(Words.ToPascal(name)))
                {
                    source.Report(YamlRules.EnumValues, entry.Key, subject, $"'{name}' would be called like another value in C#; rename it");
                }
                else
                {
                    names.Add(bits, name);
                    values.Add(new NamedValue(name, bits));
                }
            }
        }

        if (mapping.Entries.Count == 0)
        {
            source.Report(YamlRules.EnumValues, mapping, subject, "it has no values; give it one at least, as in { timer: 1 }");
        }

        values.Sort(static (left, right) => left.Bits.CompareTo(right.Bits));
        return values;
    }
}
