using Ojo.Storage.Queries;

namespace Ojo.Explorer.Responses;

/// <summary>The round-trip times that were measured, in microseconds.</summary>
/// <param name="Samples">How many.</param>
/// <param name="MinUs">The least.</param>
/// <param name="MeanUs">The average.</param>
/// <param name="MedianUs">The median; this and the other percentiles by nearest rank.</param>
/// <param name="P90Us">Nine in ten are not longer.</param>
/// <param name="P95Us">95 % are not longer.</param>
/// <param name="P99Us">99 % are not longer.</param>
/// <param name="MaxUs">The longest.</param>
/// <param name="Exact">Whether the percentiles are samples; else they are off by at most 0.8 %.</param>
internal sealed record RttResponse(
    long Samples, double? MinUs, double? MeanUs, double? MedianUs, double? P90Us, double? P95Us, double? P99Us, double? MaxUs, bool Exact)
{
    public static RttResponse? Of(RttStatistics? rtt) => rtt is null
        ? null
        : new(
            rtt.Samples, BucketResponse.Finite(rtt.MinUs), BucketResponse.Finite(rtt.MeanUs), BucketResponse.Finite(rtt.MedianUs), BucketResponse.Finite(rtt.P90Us),
            BucketResponse.Finite(rtt.P95Us), BucketResponse.Finite(rtt.P99Us), BucketResponse.Finite(rtt.MaxUs), rtt.IsExact);
}
