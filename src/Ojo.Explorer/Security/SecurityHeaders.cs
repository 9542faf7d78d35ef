using Microsoft.AspNetCore.Http;

namespace Ojo.Explorer.Security;

/// <summary>Headers that keep a browser from doing more with an answer than it is for.</summary>
internal static class SecurityHeaders
{
    /// <summary>Scripts, styles, images and requests of this server's own; no inline script or style, no frames.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; " +
        "form-action 'self'; frame-ancestors 'none'";

    // What a page of charts has no use for.
    private const string Permissions =
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()";

    /// <summary>Puts them on every answer.</summary>
    public static Task Add(HttpContext context, RequestDelegate next)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";

        // A window that this page opens may be spoken to, so that a trace can be handed to a viewer; no page that opens this one can reach it.
        headers["Cross-Origin-Opener-Policy"] = "same-origin-allow-popups";
        headers["Permissions-Policy"] = Permissions;
        headers.XFrameOptions = "DENY";
        return next(context);
    }
}
