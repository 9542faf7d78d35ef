using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Ojo.Generators.Tests.Yaml;

/// <summary>Reads YAML as an editor does that checks it by a JSON Schema: the core schema of YAML 1.2, aliases followed.</summary>
internal static partial class YamlToJson
{
    /// <summary>The first document; null where there is none.</summary>
    /// <exception cref="YamlException">It is not YAML.</exception>
    public static JsonElement? Read(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return stream.Documents.Count == 0 ? null : JsonSerializer.SerializeToElement(Convert(stream.Documents[0].RootNode));
    }

    private static JsonNode? Convert(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(static one => KeyValuePair.Create(((YamlScalarNode)one.Key).Value ?? "", Convert(one.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Convert)]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar when scalar.Tag.IsEmpty => Plain(scalar.Value ?? ""),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => throw new NotSupportedException(node.GetType().Name),
    };

    private static JsonValue? Plain(string text)
    {
        if (text is "" or "~" or "null" or "Null" or "NULL")
        {
            return null;
        }

        if (text is "true" or "True" or "TRUE" or "false" or "False" or "FALSE")
        {
            return JsonValue.Create(text[0] is 't' or 'T');
        }

        // What no decimal can hold is past every limit of the schema, whatever it is.
        return text switch
        {
            _ when Decimal().IsMatch(text) => JsonValue.Create(decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : decimal.MaxValue),
            _ when Hexadecimal().IsMatch(text) => JsonValue.Create(System.Convert.ToDecimal(System.Convert.ToUInt64(text[2..], 16))),
            _ when Octal().IsMatch(text) => JsonValue.Create(System.Convert.ToDecimal(System.Convert.ToUInt64(text[2..], 8))),
            _ => JsonValue.Create(text),
        };
    }

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")]
    private static partial Regex Decimal();

    [GeneratedRegex("^0x[0-9a-fA-F]{1,16}$")]
    private static partial Regex Hexadecimal();

    [GeneratedRegex("^0o[0-7]{1,21}$")]
    private static partial Regex Octal();
}
