using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Ojo.Explorer.Description;

/// <summary>Says of the API as a whole what holds for all of it.</summary>
internal static class DescribeDocument
{
    public static Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Ojo explorer",
            Version = "v1",
            Description =
                "Reads a store of transport-protocol traces. Unsigned 64-bit ids and payloads are strings; times are integer " +
                "nanoseconds since the run's start, which is given as a Unix time in nanoseconds, a string. Lists page by cursor. " +
                "Errors are problem+json (RFC 9457) with a sentence that says what to change.",
            License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
        };
        // An address in the document would be the one that the document's reader happened to use.
        document.Servers = [];
        return Task.CompletedTask;
    }
}
