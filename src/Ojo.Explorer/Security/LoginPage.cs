using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using Ojo.Explorer.Faults;

namespace Ojo.Explorer.Security;

/// <summary>Asks a browser for the token. Works without script.</summary>
internal static class LoginPage
{
    /// <summary>Where it is.</summary>
    public const string Path = "/login";

    private const string Style =
        "body{font:15px system-ui;max-width:22rem;margin:20vh auto;padding:0 1rem;color-scheme:light dark}" +
        "input,button{font:inherit;padding:.5rem;width:100%;box-sizing:border-box;margin:.3rem 0}p.fault{color:#c33}";

    private static readonly string s_policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; " +
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Shows the form, or reads what was filled in.</summary>
    public static async Task AnswerAsync(HttpContext context, TokenCheck token)
    {
        HttpRequest request = context.Request;
        if (HttpMethods.IsGet(request.Method))
        {
            await WriteAsync(context, StatusCodes.Status200OK, request.Query["next"], "").ConfigureAwait(false);
            return;
        }

        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType)
        {
            throw Fault.MethodNotAllowed(request.Method, "GET, HEAD, POST");
        }

        IFormCollection form = await request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
        TokenVerdict verdict = token.Look(context, form["token"].ToString());
        if (verdict.Wait is { } wait)
        {
            string seconds = Fault.WholeSeconds(wait);
            context.Response.Headers.RetryAfter = seconds;
            await WriteAsync(context, StatusCodes.Status429TooManyRequests, form["next"],
                $"<p class=\"fault\">Too many wrong tokens were tried. Try again in {seconds} s.</p>").ConfigureAwait(false);
            return;
        }

        if (!verdict.IsRight)
        {
            await WriteAsync(context, StatusCodes.Status401Unauthorized, form["next"], "<p class=\"fault\">That is not the token.</p>").ConfigureAwait(false);
            return;
        }

        token.Remember(context);
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = LocalAddress.Of(form["next"]);
    }

    private static Task WriteAsync(HttpContext context, int status, string? next, string fault)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentSecurityPolicy = s_policy;
        return context.Response.WriteAsync($"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Ojo</title><style>{Style}</style></head>
            <body><h1>Ojo</h1><form method="post" action="{Path}">
            <label>Token<input type="password" name="token" autocomplete="current-password" required autofocus></label>
            <input type="hidden" name="next" value="{HtmlEncoder.Default.Encode(LocalAddress.Of(next))}">
            <button>Open the explorer</button>{fault}</form>
            <p>It was given to the explorer as --token or OJO_TOKEN.</p></body></html>

            """, context.RequestAborted);
    }
}
