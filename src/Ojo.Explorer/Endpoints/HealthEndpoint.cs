using Microsoft.AspNetCore.Http;
using Ojo.Explorer.Parameters;
using Ojo.Explorer.Responses;
using Ojo.Explorer.Stores;

namespace Ojo.Explorer.Endpoints;

/// <summary><c>GET /healthz</c></summary>
internal sealed class HealthEndpoint(StoreSource source)
{
    /// <summary>What the API's description says of it.</summary>
    public static EndpointDescription Description { get; } = new()
    {
        Pattern = "/healthz",
        Name = "GetHealth",
        Summary = "Whether the store can be read",
        Answer = "It can.",
        AnswerType = ExplorerJson.Api.HealthResponse,
    };

    /// <summary>Answers a request.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store cannot be read.</exception>
    public Task AnswerAsync(HttpContext context)
    {
        _ = new RequestParameters(context.Request, Description.Parameters);
        using (StoreLease lease = source.Acquire())
        {
            lease.View.GetVersion();
        }

        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(new HealthResponse("ok"), ExplorerJson.Api.HealthResponse, "application/json", context.RequestAborted);
    }
}
