using Ojo.Storage.Queries;

namespace Ojo.Explorer.Responses;

/// <summary>What happened to one value in one stretch of time.</summary>
/// <param name="FirstNs">Time of the first event in it, in nanoseconds since the run's start.</param>
/// <param name="LastNs">Time of the last.</param>
/// <param name="First">The first value; null where it is not finite.</param>
/// <param name="Last">The last.</param>
/// <param name="Min">The smallest.</param>
/// <param name="Max">The largest.</param>
/// <param name="Count">How many events it stands for.</param>
internal sealed record BucketResponse(long FirstNs, long LastNs, double? First, double? Last, double? Min, double? Max, long Count)
{
    public static BucketResponse Of(Bucket bucket) => new(
        bucket.FirstNs, bucket.LastNs, Finite(bucket.First), Finite(bucket.Last), Finite(bucket.Min), Finite(bucket.Max), bucket.Count);

    /// <summary>JSON has no NaN and no infinity: such a value is null.</summary>
    public static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
