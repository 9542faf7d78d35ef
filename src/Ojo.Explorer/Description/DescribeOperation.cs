using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Ojo.Explorer.Endpoints;
using Ojo.Explorer.Faults;
using Ojo.Explorer.Parameters;

namespace Ojo.Explorer.Description;

/// <summary>Says of each endpoint what its <see cref="EndpointDescription"/> says: the parameters are described by the objects that read them.</summary>
internal static class DescribeOperation
{
    public static async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<EndpointDescription>().FirstOrDefault() is not { } endpoint)
        {
            return;
        }

        operation.OperationId = endpoint.Name;
        operation.Summary = endpoint.Summary;
        operation.Parameters = [.. ParametersOf(endpoint)];
        if (endpoint.RequestType is { } request)
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/json"] = new() { Schema = await ReferenceAsync(context, request.Type, cancellation).ConfigureAwait(false) },
                },
            };
        }

        operation.Responses ??= [];
        if (operation.Responses.TryGetValue("200", out IOpenApiResponse? answer))
        {
            answer.Description = endpoint.Answer;
            if (endpoint.HasRows && answer.Content?["application/json"] is { } json)
            {
                json.Schema = new OpenApiSchema { OneOf = [json.Schema!, Rows()] };
            }

            foreach (string mediaType in endpoint.OtherMediaTypes)
            {
                answer.Content?.Add(mediaType, new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
            }
        }

        OpenApiSchemaReference problem = await ReferenceAsync(context, typeof(Problem), cancellation).ConfigureAwait(false);
        foreach (int status in (int[])[400, .. endpoint.Faults, 503])
        {
            operation.Responses[status.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = Meaning(status),
                Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() { Schema = problem } },
            };
        }
    }

    private static async Task<OpenApiSchemaReference> ReferenceAsync(OpenApiOperationTransformerContext context, Type type, CancellationToken cancellation)
    {
        context.Document!.AddComponent(type.Name, await context.GetOrCreateSchemaAsync(type, null, cancellation).ConfigureAwait(false));
        return new OpenApiSchemaReference(type.Name, context.Document);
    }

    private static IEnumerable<OpenApiParameter> ParametersOf(EndpointDescription endpoint)
    {
        if (endpoint.PathIdDescription is { } description)
        {
            yield return new OpenApiParameter
            {
                Name = "id",
                In = ParameterLocation.Path,
                Required = true,
                Description = description,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = FlowParameter.Pattern, Examples = [JsonValue.Create("1-7")] },
            };
        }

        if (endpoint.PathNumberDescription is { } numberDescription)
        {
            yield return new OpenApiParameter
            {
                Name = "number",
                In = ParameterLocation.Path,
                Required = true,
                Description = numberDescription,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[0-9]+$", Examples = [JsonValue.Create("91")] },
            };
        }

        foreach (Parameter parameter in endpoint.Parameters)
        {
            yield return new OpenApiParameter
            {
                Name = parameter.Name,
                In = ParameterLocation.Query,
                Required = parameter.Required,
                Description = parameter.Description,
                Schema = parameter.Schema(),
            };
        }
    }

    /// <summary>What any answer is as rows.</summary>
    private static OpenApiSchema Rows() => new()
    {
        Type = JsonSchemaType.Array,
        Description = "With shape=rows.",
        Items = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Number | JsonSchemaType.Boolean | JsonSchemaType.Null },
        },
    };

    private static string Meaning(int status) => status switch
    {
        400 => "The request is at fault: detail says what to change.",
        404 => "There is no such flow, run or tenant.",
        413 => "The body is too large.",
        415 => "The body is not JSON.",
        _ => "The store cannot be read yet, the query took too long, or there is too much at once.",
    };
}
