using Microsoft.AspNetCore.Http;
using Ojo.Explorer.Responses;

namespace Ojo.Explorer.Faults;

/// <summary>Writes errors as <c>application/problem+json</c> (RFC 9457).</summary>
internal static class ProblemWriter
{
    private const string MediaType = "application/problem+json";

    /// <summary>Answers a request with an error. The response must not have started.</summary>
    public static Task WriteAsync(HttpContext context, RequestFaultException fault)
    {
        HttpResponse response = context.Response;
        Problem problem = fault.Problem with { Instance = Fault.Shown(context.Request.Path.Value ?? "/") };
        response.StatusCode = problem.Status;
        response.Headers.CacheControl = "no-store";
        response.Headers.Remove("ETag");
        switch (problem.Status)
        {
            case StatusCodes.Status401Unauthorized:
                response.Headers.WWWAuthenticate = "Bearer";
                break;
            case StatusCodes.Status405MethodNotAllowed:
                response.Headers.Allow = fault.Allow;
                break;
            case StatusCodes.Status429TooManyRequests when fault.RetryAfter is { } wait:
                response.Headers.RetryAfter = Fault.WholeSeconds(wait);
                break;
            case StatusCodes.Status503ServiceUnavailable:
                response.Headers.RetryAfter = "1";
                break;
        }

        return response.WriteAsJsonAsync(problem, ExplorerJson.Api.Problem, MediaType, context.RequestAborted);
    }
}
