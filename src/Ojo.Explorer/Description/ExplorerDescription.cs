using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Ojo.Explorer.Responses;

namespace Ojo.Explorer.Description;

/// <summary>The API's own description, <c>/openapi/v1.json</c>.</summary>
internal static class ExplorerDescription
{
    public static void AddExplorerDescription(this IServiceCollection services)
    {
        // The framework takes the schemas from here. Strict: a number is never read from a string, so it is described as a number.
        services.ConfigureHttpJsonOptions(static json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ExplorerJson.Api);
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        services.AddOpenApi(static options =>
        {
            options.AddDocumentTransformer(DescribeDocument.TransformAsync);
            options.AddOperationTransformer(DescribeOperation.TransformAsync);
            options.AddSchemaTransformer(DescribeSchema.TransformAsync);
        });
    }
}
