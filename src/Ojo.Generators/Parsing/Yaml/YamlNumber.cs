using System.Globalization;
using Ojo.Generators.Rules;

namespace Ojo.Generators.Parsing.Yaml;

/// <summary>Reads unsigned numbers: <c>17</c>, <c>0x11</c>, and nothing that other readers of YAML would read differently.</summary>
internal static class YamlNumber
{
    /// <summary>The number that <paramref name="node"/> is; null where it is none up to <paramref name="maximum"/>, which is then reported.</summary>
    public static ulong? Read(YamlSource source, YamlNode node, string key, ulong maximum)
    {
        if (node is YamlText { IsPlain: true } text && TryParse(text.Value, out ulong number) && number <= maximum)
        {
            return number;
        }

        string limit = maximum.ToString(CultureInfo.InvariantCulture);
        string? meant = node is YamlText { IsPlain: false } quoted && TryParse(quoted.Value, out number) && number <= maximum ? quoted.Value : null;
        source.ReportFixable(
            YamlRules.WrongKind, node, FixHint.Of(FixHint.Replacement, meant), key, $"a number from 0 to {limit}, decimal or 0x…", node.Describe());
        return null;
    }

    private static bool TryParse(string text, out ulong number)
    {
        number = 0;
        if (text.StartsWith("0x", StringComparison.Ordinal))
        {
            return ulong.TryParse(text.Substring(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number);
        }

        // A leading zero is octal to some readers and decimal to others.
        bool octal = text.Length > 1 && text[0] == '0';
        return !octal && ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
