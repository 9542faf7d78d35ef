using System.Text.Json;
using System.Text.RegularExpressions;

namespace Ojo.Generators.Tests.Yaml;

/// <summary>Checks values by a JSON Schema, as far as events.schema.json goes: a keyword that is not known here throws.</summary>
internal sealed class JsonSchema(JsonElement schema)
{
    private readonly JsonElement _root = schema;

    /// <summary>Why <paramref name="value"/> does not fit, with the path to it; null where it fits.</summary>
    public string? Refusal(JsonElement value) => Refusal(_root, value, "");

    private string? Refusal(JsonElement schema, JsonElement value, string path)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return schema.GetBoolean() ? null : $"{path} is not allowed";
        }

        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            if (Refusal(keyword, schema, value, path) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private string? Refusal(JsonProperty keyword, JsonElement schema, JsonElement value, string path)
    {
        JsonElement rule = keyword.Value;
        bool isObject = value.ValueKind == JsonValueKind.Object;
        bool isText = value.ValueKind == JsonValueKind.String;
        bool isNumber = value.ValueKind == JsonValueKind.Number;
        bool isArray = value.ValueKind == JsonValueKind.Array;
        bool fits = true;
        switch (keyword.Name)
        {
            case "$schema" or "$id" or "$defs" or "title" or "description" or "default" or "examples" or "then" or "else":
                break;
            case "$ref":
                return Refusal(Definition(rule.GetString()!), value, path);
            case "type":
                fits = rule.ValueKind == JsonValueKind.Array ? rule.EnumerateArray().Any(type => IsOfType(type.GetString()!, value)) : IsOfType(rule.GetString()!, value);
                break;
            case "enum":
                fits = rule.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value));
                break;
            case "const":
                fits = JsonElement.DeepEquals(rule, value);
                break;
            case "pattern":
                fits = !isText || Regex.IsMatch(value.GetString()!, rule.GetString()!, RegexOptions.ECMAScript);
                break;
            case "maxLength":
                fits = !isText || value.GetString()!.EnumerateRunes().Count() <= rule.GetInt32();
                break;
            case "minimum":
                fits = !isNumber || value.GetDecimal() >= rule.GetDecimal();
                break;
            case "maximum":
                fits = !isNumber || value.GetDecimal() <= rule.GetDecimal();
                break;
            case "required":
                fits = !isObject || rule.EnumerateArray().All(key => value.TryGetProperty(key.GetString()!, out _));
                break;
            case "minProperties":
                fits = !isObject || value.EnumerateObject().Count() >= rule.GetInt32();
                break;
            case "maxItems":
                fits = !isArray || value.GetArrayLength() <= rule.GetInt32();
                break;
            case "properties":
                return isObject ? First(value.EnumerateObject().Where(one => rule.TryGetProperty(one.Name, out _)), one => Refusal(rule.GetProperty(one.Name), one.Value, $"{path}/{one.Name}")) : null;
            case "additionalProperties":
                return isObject ? First(value.EnumerateObject().Where(one => !IsNamed(schema, one.Name)), one => Refusal(rule, one.Value, $"{path}/{one.Name}")) : null;
            case "propertyNames":
                return isObject ? First(value.EnumerateObject(), one => Refusal(rule, JsonSerializer.SerializeToElement(one.Name), $"{path}/{one.Name}")) : null;
            case "items":
                return isArray ? First(value.EnumerateArray().Select(static (item, index) => (item, index)), one => Refusal(rule, one.item, $"{path}/{one.index}")) : null;
            case "not":
                fits = Refusal(rule, value, path) is not null;
                break;
            case "anyOf":
                fits = rule.EnumerateArray().Any(one => Refusal(one, value, path) is null);
                break;
            case "allOf":
                return First(rule.EnumerateArray(), one => Refusal(one, value, path));
            case "if":
                return schema.TryGetProperty(Refusal(rule, value, path) is null ? "then" : "else", out JsonElement consequence) ? Refusal(consequence, value, path) : null;
            default:
                throw new NotSupportedException($"The keyword '{keyword.Name}' is not known here; add it.");
        }

        return fits ? null : $"{path} does not fit '{keyword.Name}': {rule}";
    }

    private JsonElement Definition(string reference)
    {
        const string definitions = "#/$defs/";
        Assert.StartsWith(definitions, reference, StringComparison.Ordinal);
        return _root.GetProperty("$defs").GetProperty(reference[definitions.Length..]);
    }

    private static bool IsOfType(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.GetDecimal() % 1 == 0,
        _ => throw new NotSupportedException($"The type '{type}' is not known here; add it."),
    };

    private static bool IsNamed(JsonElement schema, string name) => schema.TryGetProperty("properties", out JsonElement properties) && properties.TryGetProperty(name, out _);

    private static string? First<T>(IEnumerable<T> all, Func<T, string?> refusal) => all.Select(refusal).FirstOrDefault(static one => one is not null);
}
