using Microsoft.AspNetCore.Http;
using Ojo.Explorer.Faults;

namespace Ojo.Explorer.Security;

/// <summary>Does not work for other sites' pages: what they may not read, they may not make this server do either.</summary>
/// <remarks>
/// A page of any site can make a browser ask this server for whatever it likes, cookies included. It is not told the
/// answer, but the server would have worked for it, and how long that took tells something. Browsers say where a request
/// comes from (Fetch Metadata); programs that are none say nothing, and need not.
/// </remarks>
/// <param name="origins">Other sites that may ask, as browsers write them: <c>https://grafana.example</c>.</param>
internal sealed class SiteCheck(IReadOnlyCollection<string> origins)
{
    /// <summary>Refuses a request that another site's page makes.</summary>
    /// <exception cref="RequestFaultException">It does.</exception>
    public void Check(HttpRequest request)
    {
        string origin = request.Headers.Origin.ToString();
        bool isForeign = request.Headers["Sec-Fetch-Site"].ToString() switch
        {
            "same-origin" or "none" => false,
            "" => ChangesSomething(request) && origin.Length > 0 && !IsOwn(request, origin),
            _ => !IsLink(request),
        };
        if (isForeign && !origins.Contains(origin, StringComparer.Ordinal))
        {
            throw Fault.OtherSite();
        }
    }

    private static bool ChangesSomething(HttpRequest request) => !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method);

    /// <summary>Whether somebody followed a link: the page that had it is gone, and cannot look at the answer.</summary>
    private static bool IsLink(HttpRequest request) =>
        !ChangesSomething(request) && request.Headers["Sec-Fetch-Mode"] == "navigate" && request.Headers["Sec-Fetch-Dest"] == "document";

    // A proxy may have ended the encryption: the scheme may be another.
    private static bool IsOwn(HttpRequest request, string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri) && string.Equals(uri.Host, request.Host.Host, StringComparison.OrdinalIgnoreCase);
}
