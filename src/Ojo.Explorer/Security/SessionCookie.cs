using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ojo.Explorer.Security;

/// <summary>Makes and reads the cookie that a browser gets for the token: when it was made, a random number, and a seal that only the token's owner can make.</summary>
/// <remarks>It proves that its owner had the token and does not reveal it. Nothing is kept: it outlives a restart of the server, and a change of the token ends it.</remarks>
internal sealed class SessionCookie
{
    /// <summary>How long one is good for.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(30);

    private const int RandomBytes = 16;
    private readonly byte[] _key;
    private readonly TimeProvider _time;

    public SessionCookie(string token, TimeProvider time)
    {
        _key = HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), "ojo session"u8);
        _time = time;
        // Cookies do not know ports: two explorers of one machine must not take each other's for their own.
        Name = "ojo_session_" + Convert.ToHexStringLower(HMACSHA256.HashData(_key, "name"u8).AsSpan(0, 4));
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>What it is called where the connection is encrypted: browsers then take it from no other host and no plain connection.</summary>
    public string SecureName => "__Host-" + Name;

    /// <summary>A new one.</summary>
    public string Make()
    {
        string content = string.Create(CultureInfo.InvariantCulture, $"{_time.GetUtcNow().ToUnixTimeSeconds():x}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes))}");
        return $"{content}.{Seal(content)}";
    }

    /// <summary>Whether this one was made by who knows the token, and is still good.</summary>
    public bool IsGood(string cookie)
    {
        int end = cookie.LastIndexOf('.');
        if (end < 0 || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(cookie[(end + 1)..]), Encoding.UTF8.GetBytes(Seal(cookie[..end]))))
        {
            return false;
        }

        // Sealed, and so written by Make.
        long made = long.Parse(cookie.AsSpan(0, cookie.IndexOf('.', StringComparison.Ordinal)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return _time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(made) < Life;
    }

    private string Seal(string content) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(content)));
}
