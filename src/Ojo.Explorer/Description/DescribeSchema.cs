using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Ojo.Explorer.Responses;

namespace Ojo.Explorer.Description;

/// <summary>Describes what is written by a converter, which its type alone does not tell.</summary>
internal static class DescribeSchema
{
    private const JsonSchemaType AnyType =
        JsonSchemaType.Null | JsonSchemaType.Boolean | JsonSchemaType.Integer | JsonSchemaType.Number | JsonSchemaType.String | JsonSchemaType.Array | JsonSchemaType.Object;

    public static Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        if (context.JsonTypeInfo.Type == typeof(ExactInteger))
        {
            schema.Type = JsonSchemaType.Integer | JsonSchemaType.String;
            schema.Pattern = "^-?[0-9]+$";
        }
        else if (OfConverter(Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type) is { } type)
        {
            schema.Type = type;
        }
        else if (context.JsonTypeInfo is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } element } && OfConverter(element) is { } items)
        {
            // The framework leaves the items of such a list undescribed.
            schema.Items = new OpenApiSchema { Type = items };
        }
        else if (context.JsonTypeInfo.Type == typeof(EventFields))
        {
            schema.Type = JsonSchemaType.Object;
            schema.AdditionalProperties = new OpenApiSchema
            {
                Type = JsonSchemaType.String | JsonSchemaType.Number | JsonSchemaType.Boolean,
            };
        }
        else if (context.JsonTypeInfo.ElementType == typeof(SqlCell))
        {
            schema.Items = new OpenApiSchema
            {
                Type = JsonSchemaType.Null | JsonSchemaType.Integer | JsonSchemaType.Number | JsonSchemaType.String | JsonSchemaType.Object,
                AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String },
            };
        }
        else if (context.JsonTypeInfo.Type == typeof(JsonElement?))
        {
            OpenApiSchema any = new() { Type = AnyType };
            schema.Type = AnyType;
            schema.Description = "The parameters' values: an array for ?, an object for @name. Each is null, true, false, a number, a string, "
                + "{\"blob\":\"hexadecimal digits\"}, or {\"integer\":\"digits\"} for a whole number that no JSON number holds exactly.";
            schema.Items = any;
            schema.AdditionalProperties = any;
        }
        else if (context.JsonTypeInfo.Type == typeof(SqlRequest))
        {
            schema.Required = new HashSet<string>(StringComparer.Ordinal) { "sql" };
        }
        else if (context.JsonTypeInfo is { Kind: JsonTypeInfoKind.Object } answer && answer.Type.Namespace == typeof(ExplorerJson).Namespace)
        {
            // Nothing is ever left out of an answer: what is not there is null.
            schema.Required = schema.Properties?.Keys.ToHashSet(StringComparer.Ordinal);
        }

        return Task.CompletedTask;
    }

    private static JsonSchemaType? OfConverter(Type type) =>
        type == typeof(ExactNumber) ? JsonSchemaType.Number | JsonSchemaType.String
        : type == typeof(GroupKey) ? JsonSchemaType.Number | JsonSchemaType.String | JsonSchemaType.Null
        : null;
}
