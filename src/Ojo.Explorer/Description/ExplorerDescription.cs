using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;

namespace Ojo.Explorer.Description;

/// <summary>The API's own description, <c>/openapi/v1.json</c>.</summary>
internal static class ExplorerDescription
{
    public static void AddExplorerDescription(this IServiceCollection services) => services.AddOpenApi(static options =>
    {
        options.AddDocumentTransformer(DescribeDocument.TransformAsync);
        options.AddOperationTransformer(DescribeOperation.TransformAsync);
        options.AddSchemaTransformer(DescribeSchema.TransformAsync);
    });
}
