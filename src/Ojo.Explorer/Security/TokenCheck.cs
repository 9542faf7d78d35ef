using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Ojo.Explorer.Security;

/// <summary>Knows whether a client has shown the token: in the Authorization header, or by the cookie that it got for it.</summary>
/// <remarks>Comparisons take the same time whatever is wrong, and the same whatever the length.</remarks>
internal sealed class TokenCheck
{
    private const string CookieName = "ojo_session";
    private readonly byte[] _tokenHash;
    private readonly string _cookie;

    public TokenCheck(string token)
    {
        _tokenHash = Hash(token);
        // The cookie proves that its owner had the token and does not reveal it; it outlives a restart of the server.
        _cookie = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), "ojo session"u8));
    }

    /// <summary>Whether the request comes from somebody who knows the token.</summary>
    public bool Passes(HttpRequest request)
    {
        string authorization = request.Headers.Authorization.ToString();
        const string scheme = "Bearer ";
        return (authorization.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) && IsToken(authorization[scheme.Length..].Trim())) ||
            (request.Cookies.TryGetValue(CookieName, out string? cookie) &&
             CryptographicOperations.FixedTimeEquals(Hash(cookie), Hash(_cookie)));
    }

    /// <summary>Whether this is the token.</summary>
    public bool IsToken(string candidate) => CryptographicOperations.FixedTimeEquals(Hash(candidate), _tokenHash);

    /// <summary>Lets the client's further requests pass.</summary>
    public void Remember(HttpContext context) =>
        context.Response.Cookies.Append(CookieName, _cookie, new CookieOptions
        {
            HttpOnly = true,
            // Strict would lose the cookie on the redirect that follows a link with ?token= from another site.
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            Path = "/",
            MaxAge = TimeSpan.FromDays(30),
            IsEssential = true,
        });

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
