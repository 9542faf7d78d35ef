using System.Reflection;
using Microsoft.AspNetCore.Http;
using Ojo.Explorer.Parameters;
using Ojo.Explorer.Responses;
using Ojo.Interop.Exporting;

namespace Ojo.Explorer.Endpoints;

/// <summary><c>GET /api/about</c></summary>
internal sealed class AboutEndpoint(string storeName, bool allowsImport)
{
    private readonly AboutResponse _answer = new(
        "ojo-explorer", Version(), storeName, [.. TraceExport.Exporters.Select(static exporter => new ExportFormatResponse(exporter.Format, exporter.Name, exporter.Description))], allowsImport);

    /// <summary>What the API's description says of it.</summary>
    public static EndpointDescription Description { get; } = new()
    {
        Pattern = "/api/about",
        Name = "GetAbout",
        Summary = "Which program this is, which store it looks at, and which formats it exports",
        Answer = "Answers without a store too.",
        AnswerType = ExplorerJson.Api.AboutResponse,
    };

    /// <summary>Answers a request.</summary>
    public Task AnswerAsync(HttpContext context)
    {
        _ = new RequestParameters(context.Request, Description.Parameters);
        context.Response.Headers.CacheControl = "private, no-cache";
        return context.Response.WriteAsJsonAsync(_answer, ExplorerJson.Api.AboutResponse, "application/json", context.RequestAborted);
    }

    private static string Version()
    {
        string version = typeof(AboutEndpoint).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        int commit = version.IndexOf('+', StringComparison.Ordinal);
        return commit < 0 ? version : version[..commit];
    }
}
