namespace Ojo.Storage.Queries;

/// <summary>The round-trip times that were measured (RFC 9002, section 5.1), in microseconds.</summary>
/// <param name="Samples">How many.</param>
/// <param name="MinUs">The least.</param>
/// <param name="MeanUs">The average.</param>
/// <param name="MedianUs">The median; this and the other percentiles by nearest rank.</param>
/// <param name="P90Us">Nine in ten are not longer.</param>
/// <param name="P95Us">95 % are not longer.</param>
/// <param name="P99Us">99 % are not longer.</param>
/// <param name="MaxUs">The longest.</param>
/// <param name="IsExact">Whether the percentiles are samples; with more than 1,048,576 samples they are off by at most 0.8 %.</param>
public sealed record RttStatistics(
    long Samples, double MinUs, double MeanUs, double MedianUs, double P90Us, double P95Us, double P99Us, double MaxUs, bool IsExact);
