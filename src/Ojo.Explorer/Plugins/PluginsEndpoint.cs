using Microsoft.AspNetCore.Http;
using Ojo.Explorer.Endpoints;
using Ojo.Explorer.Parameters;
using Ojo.Explorer.Responses;

namespace Ojo.Explorer.Plugins;

/// <summary><c>GET /api/plugins</c></summary>
internal sealed class PluginsEndpoint(PluginFolder folder)
{
    /// <summary>What the API's description says of it.</summary>
    public static EndpointDescription Description { get; } = new()
    {
        Pattern = "/api/plugins",
        Name = "ListPlugins",
        Summary = "Modules that add panels to the page",
        Answer = "Every plugin, in order of name; none where the explorer was given no directory of them.",
        AnswerType = ExplorerJson.Api.PluginsResponse,
    };

    /// <summary>Answers a request.</summary>
    public Task AnswerAsync(HttpContext context)
    {
        _ = new RequestParameters(context.Request, Description.Parameters);
        PluginsResponse answer = new([.. folder.List().Select(static plugin => new PluginResponse(plugin.Name, plugin.Module))]);
        context.Response.Headers.CacheControl = "private, no-cache";
        return context.Response.WriteAsJsonAsync(answer, ExplorerJson.Api.PluginsResponse, "application/json", context.RequestAborted);
    }
}
