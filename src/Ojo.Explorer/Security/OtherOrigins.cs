using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Net.Http.Headers;

namespace Ojo.Explorer.Security;

/// <summary>What pages of other origins may do, where any may do anything (CORS).</summary>
internal static class OtherOrigins
{
    /// <summary>Why an origin cannot be allowed; null where it can.</summary>
    public static string? FindFault(string origin)
    {
        const string form = "Write scheme, host and, where it is not the usual one, port: https://grafana.example:3000.";
        return origin switch
        {
            "*" => $"Every origin cannot be allowed: any page that somebody opens could read the store. {form}",
            "null" => $"The origin 'null' is everybody who hides where they come from. {form}",
            _ when !Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0 || uri.GetLeftPart(UriPartial.Authority) != origin =>
                $"'{Faults.Fault.Shown(origin)}' is not an origin as browsers write it. {form}",
            _ => null,
        };
    }

    /// <summary>The rules for these origins: to read and to ask SQL, with a token where one is needed, and never with a cookie.</summary>
    public static CorsPolicy PolicyFor(IReadOnlyCollection<string> origins) => new CorsPolicyBuilder([.. origins])
        .WithMethods("GET", "HEAD", "POST")
        .WithHeaders(HeaderNames.Authorization, HeaderNames.ContentType, HeaderNames.IfNoneMatch)
        .WithExposedHeaders(HeaderNames.ETag, HeaderNames.RetryAfter, HeaderNames.ContentDisposition)
        .SetPreflightMaxAge(TimeSpan.FromMinutes(10))
        .Build();
}
