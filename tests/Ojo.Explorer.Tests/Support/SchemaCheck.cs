using System.Text.Json;

namespace Ojo.Explorer.Tests.Support;

/// <summary>Checks JSON against the schemas of an OpenAPI document: types, no property missing, none too many.</summary>
internal sealed class SchemaCheck(JsonElement document)
{
    public void Check(JsonElement schema, JsonElement value, string where)
    {
        schema = Resolve(schema);
        if (schema.TryGetProperty("oneOf", out JsonElement choices))
        {
            schema = value.ValueKind == JsonValueKind.Null
                ? choices.EnumerateArray().Single(static c => c.TryGetProperty("type", out JsonElement t) && t.ValueKind == JsonValueKind.String && t.GetString() == "null")
                : value.ValueKind == JsonValueKind.Array ? choices.EnumerateArray().Single(static c => c.TryGetProperty("items", out _))
                : Resolve(choices.EnumerateArray().Single(static c => c.TryGetProperty("$ref", out _)));
        }

        Assert.True(TypesOf(schema).Contains(TypeOf(value)) || (TypeOf(value) == "integer" && TypesOf(schema).Contains("number")),
            $"{where}: {TypeOf(value)} is not one of {string.Join(", ", TypesOf(schema))}");
        if (value.ValueKind == JsonValueKind.Array)
        {
            int index = 0;
            foreach (JsonElement item in value.EnumerateArray())
            {
                Check(schema.GetProperty("items"), item, $"{where}[{index++}]");
            }
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            CheckObject(schema, value, where);
        }
    }

    private void CheckObject(JsonElement schema, JsonElement value, string where)
    {
        if (schema.TryGetProperty("additionalProperties", out JsonElement additional) && additional.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty property in value.EnumerateObject())
            {
                Check(additional, property.Value, $"{where}.{property.Name}");
            }

            return;
        }

        foreach (JsonProperty property in value.EnumerateObject())
        {
            Assert.True(schema.GetProperty("properties").TryGetProperty(property.Name, out JsonElement described), $"{where}.{property.Name} is not described");
            Check(described, property.Value, $"{where}.{property.Name}");
        }

        foreach (JsonElement name in schema.GetProperty("required").EnumerateArray())
        {
            Assert.True(value.TryGetProperty(name.GetString()!, out _), $"{where}.{name} is missing");
        }
    }

    private JsonElement Resolve(JsonElement schema)
    {
        while (schema.TryGetProperty("$ref", out JsonElement reference))
        {
            schema = document;
            foreach (string part in reference.GetString()!.Split('/').Skip(1))
            {
                schema = schema.GetProperty(part);
            }
        }

        return schema;
    }

    private static HashSet<string> TypesOf(JsonElement schema)
    {
        JsonElement type = schema.GetProperty("type");
        return type.ValueKind == JsonValueKind.String ? [type.GetString()!] : [.. type.EnumerateArray().Select(static t => t.GetString()!)];
    }

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "null",
    };
}
