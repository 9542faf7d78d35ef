using Microsoft.AspNetCore.Http;

namespace Ojo.Explorer.Endpoints;

/// <summary>Answers HEAD as GET is answered; the server leaves the body away by itself.</summary>
internal static class HeadRequests
{
    /// <summary>The key in <see cref="HttpContext.Items"/> that a HEAD request is known by.</summary>
    public static readonly object Mark = new();

    /// <summary>Routes a HEAD request as a GET.</summary>
    public static Task Route(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Items[Mark] = true;
            context.Request.Method = HttpMethods.Get;
        }

        return next(context);
    }
}
