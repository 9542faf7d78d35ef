using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Ojo.Explorer.Faults;

namespace Ojo.Explorer.Security;

/// <summary>How much is answered at once, and how much one client may ask.</summary>
/// <remarks>Comes before the token: whoever does not know it takes no more than this either.</remarks>
internal static class RequestLimits
{
    /// <summary>How many requests are answered at once, live streams included.</summary>
    public const int MostAtOnce = 512;

    /// <summary>How many of one client's.</summary>
    public const int MostOfOneClient = 64;

    /// <summary>How many requests a second one client has where nobody says otherwise.</summary>
    public const int UsualRate = 300;

    // A page that is opened asks for many things in its first moment.
    public const int BurstSeconds = 4;

    /// <summary>Sets the limits up.</summary>
    /// <param name="limiter">What is set up.</param>
    /// <param name="perSecond">How many requests a second one client has; null: clients are not told apart, for on this machine they are one.</param>
    public static void Set(RateLimiterOptions limiter, int? perSecond)
    {
        List<PartitionedRateLimiter<HttpContext>> limits =
        [
            PartitionedRateLimiter.Create<HttpContext, int>(static _ => RateLimitPartition.GetConcurrencyLimiter(0, static _ => AtOnce(MostAtOnce))),
        ];
        if (perSecond is { } rate)
        {
            limits.Add(PartitionedRateLimiter.Create<HttpContext, IPAddress>(static context =>
                RateLimitPartition.GetConcurrencyLimiter(ClientOf(context), static _ => AtOnce(MostOfOneClient))));
            if (rate > 0)
            {
                limits.Add(PartitionedRateLimiter.Create<HttpContext, IPAddress>(context => RateLimitPartition.GetTokenBucketLimiter(ClientOf(context), _ => Rate(rate))));
            }
        }

        limiter.GlobalLimiter = limits is [var only] ? only : PartitionedRateLimiter.CreateChained([.. limits]);
        limiter.OnRejected = static (rejected, _) => throw (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait)
            ? Fault.TooManyRequests(wait)
            : Fault.Busy("other requests"));
    }

    private static IPAddress ClientOf(HttpContext context) => ClientAddress.Of(context.Connection.RemoteIpAddress);

    private static ConcurrencyLimiterOptions AtOnce(int most) => new() { PermitLimit = most, QueueLimit = 0 };

    private static TokenBucketRateLimiterOptions Rate(int perSecond)
    {
        int times = Math.Min(perSecond, 10);
        return new TokenBucketRateLimiterOptions
        {
            TokenLimit = perSecond * BurstSeconds,
            TokensPerPeriod = perSecond / times,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1.0 / times),
            QueueLimit = 0,
        };
    }
}
