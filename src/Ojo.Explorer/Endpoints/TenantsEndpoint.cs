using Microsoft.AspNetCore.Http;
using Ojo.Explorer.Parameters;
using Ojo.Explorer.Responses;
using Ojo.Explorer.Stores;

namespace Ojo.Explorer.Endpoints;

/// <summary><c>GET /api/tenants</c></summary>
internal sealed class TenantsEndpoint(TenantStores stores)
{
    /// <summary>What the API's description says of it.</summary>
    public static EndpointDescription Description { get; } = new()
    {
        Pattern = "/api/tenants",
        Name = "ListTenants",
        Summary = "Whose stores can be asked",
        Answer = "Everybody who may be named by the parameter tenant. An explorer that was started for one tenant has that one alone.",
        AnswerType = ExplorerJson.Api.TenantsResponse,
    };

    /// <summary>Answers a request.</summary>
    public Task AnswerAsync(HttpContext context)
    {
        _ = new RequestParameters(context.Request, Description.Parameters);
        TenantsResponse answer = new(stores.Fixed, stores.Own.Exists, [.. stores.List().Select(static name => new TenantResponse(name))]);
        context.Response.Headers.CacheControl = "private, no-cache";
        return context.Response.WriteAsJsonAsync(answer, ExplorerJson.Api.TenantsResponse, "application/json", context.RequestAborted);
    }
}
