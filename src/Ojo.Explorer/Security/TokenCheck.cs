using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Ojo.Explorer.Faults;

namespace Ojo.Explorer.Security;

/// <summary>Knows whether a client has shown the token: in the Authorization header, or by the cookie that it got for it.</summary>
/// <remarks>Comparisons take the same time whatever is wrong, and the same whatever the length. Every way of showing a token counts as a guess where it is wrong.</remarks>
internal sealed class TokenCheck(string token, TimeProvider time)
{
    private const string Scheme = "Bearer ";
    private const int MostSessions = 4096;

    private readonly byte[] _tokenHash = Hash(token);
    private readonly SessionCookie _cookie = new(token, time);
    private readonly GuessLimit _limit = new(time);
    private readonly ConcurrentDictionary<string, bool> _sessions = new(StringComparer.Ordinal);

    /// <summary>Whether the request comes from somebody who knows the token.</summary>
    /// <exception cref="RequestFaultException">It shows another one than it has shown, and too many were tried.</exception>
    public bool Passes(HttpContext context)
    {
        HttpRequest request = context.Request;
        if (request.Cookies.TryGetValue(request.IsHttps ? _cookie.SecureName : _cookie.Name, out string? cookie) && IsSession(context, cookie))
        {
            return true;
        }

        string authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && IsTokenOrFault(context, authorization[Scheme.Length..].Trim());
    }

    /// <summary>Whether this is the token, for whoever may still guess.</summary>
    public TokenVerdict Look(HttpContext context, string candidate) =>
        Look(context, Hash(candidate), hash => CryptographicOperations.FixedTimeEquals(hash, _tokenHash));

    /// <summary>Whether this is the token.</summary>
    /// <exception cref="RequestFaultException">Too many were tried.</exception>
    public bool IsTokenOrFault(HttpContext context, string candidate) => OrFault(Look(context, candidate));

    /// <summary>Lets the client's further requests pass.</summary>
    public void Remember(HttpContext context)
    {
        bool isSecure = context.Request.IsHttps;
        string cookie = _cookie.Make();
        Keep(cookie);
        context.Response.Cookies.Append(isSecure ? _cookie.SecureName : _cookie.Name, cookie, new CookieOptions
        {
            HttpOnly = true,
            // Strict would lose the cookie on the redirect that follows a link with ?token= from another site.
            SameSite = SameSiteMode.Lax,
            Secure = isSecure,
            Path = "/",
            MaxAge = SessionCookie.Life,
            IsEssential = true,
        });
    }

    private static bool OrFault(TokenVerdict verdict) => verdict.Wait is { } wait ? throw Fault.TooManyGuesses(wait) : verdict.IsRight;

    private bool IsSession(HttpContext context, string cookie)
    {
        // One that was good before is no guess: who sits beside a guesser, behind one address, goes on working.
        if (_sessions.ContainsKey(cookie))
        {
            return _cookie.IsGood(cookie);
        }

        bool isGood = OrFault(Look(context, Hash(cookie), _ => _cookie.IsGood(cookie)));
        if (isGood)
        {
            Keep(cookie);
        }

        return isGood;
    }

    private void Keep(string cookie)
    {
        if (_sessions.Count >= MostSessions)
        {
            _sessions.Clear();
        }

        _sessions[cookie] = true;
    }

    private TokenVerdict Look(HttpContext context, byte[] hash, Func<byte[], bool> isRight)
    {
        IPAddress client = ClientAddress.Of(context.Connection.RemoteIpAddress);
        UInt128 guess = BinaryPrimitives.ReadUInt128LittleEndian(hash);
        if (_limit.Wait(client, guess) is { } wait)
        {
            return new TokenVerdict(false, wait);
        }

        if (isRight(hash))
        {
            _limit.Right(client);
            return new TokenVerdict(true, null);
        }

        _limit.Wrong(client, guess);
        return new TokenVerdict(false, null);
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
