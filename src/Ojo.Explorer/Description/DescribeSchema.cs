using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Ojo.Explorer.Responses;

namespace Ojo.Explorer.Description;

/// <summary>Describes what is written by a converter, which its type alone does not tell.</summary>
internal static class DescribeSchema
{
    public static Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        if (context.JsonTypeInfo.Type == typeof(ExactInteger))
        {
            schema.Type = JsonSchemaType.Integer | JsonSchemaType.String;
            schema.Pattern = "^-?[0-9]+$";
        }
        else if (context.JsonTypeInfo.Type == typeof(EventFields))
        {
            schema.Type = JsonSchemaType.Object;
            schema.AdditionalProperties = new OpenApiSchema
            {
                Type = JsonSchemaType.String | JsonSchemaType.Number | JsonSchemaType.Boolean,
            };
        }
        else if (context.JsonTypeInfo is { Kind: JsonTypeInfoKind.Object } answer && answer.Type.Namespace == typeof(ExplorerJson).Namespace)
        {
            // Nothing is ever left out of an answer: what is not there is null.
            schema.Required = schema.Properties?.Keys.ToHashSet(StringComparer.Ordinal);
        }

        return Task.CompletedTask;
    }
}
