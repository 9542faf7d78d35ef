using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Ojo.Explorer.Faults;

namespace Ojo.Explorer.Security;

/// <summary>Lets a request in or not: by its host's name, the length of its address, and the token where one is set.</summary>
internal sealed class AccessMiddleware(RequestDelegate next, AccessRules rules)
{
    public const int MaxAddressLength = 4096;

    public Task InvokeAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        rules.Hosts?.Check(request);
        if (request.Path.Value?.Length + request.QueryString.Value?.Length > MaxAddressLength)
        {
            throw Fault.AddressTooLong(MaxAddressLength);
        }

        rules.Sites.Check(request);
        return rules.Token is { } token ? CheckTokenAsync(context, token) : next(context);
    }

    private Task CheckTokenAsync(HttpContext context, TokenCheck token)
    {
        HttpRequest request = context.Request;
        bool isApi = request.Path.StartsWithSegments("/api") || request.Path.StartsWithSegments("/openapi");
        if (!isApi && HttpMethods.IsGet(request.Method) && request.Query["token"] is [{ } offered] && token.IsTokenOrFault(context, offered))
        {
            // The token must not stay in the address: it would end up in the history and in what people copy.
            token.Remember(context);
            QueryBuilder rest = new(request.Query.Where(static q => !string.Equals(q.Key, "token", StringComparison.OrdinalIgnoreCase)));
            return Redirect(context, UriHelper.BuildRelative(path: request.Path, query: rest.ToQueryString()));
        }

        if (request.Path == "/healthz" || (request.Path != LoginPage.Path && token.Passes(context)))
        {
            return next(context);
        }

        if (request.Path == LoginPage.Path)
        {
            return LoginPage.AnswerAsync(context, token);
        }

        bool isPage = !isApi && HttpMethods.IsGet(request.Method) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
        return isPage
            ? Redirect(context, LoginPage.Path + QueryString.Create("next", request.Path + request.QueryString))
            : throw Fault.TokenNeeded();
    }

    private static Task Redirect(HttpContext context, string address)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        // A path that begins with two slashes would lead to another server.
        context.Response.Headers.Location = LocalAddress.Of(address);
        context.Response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
