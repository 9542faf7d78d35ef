namespace BbrState;

/// <summary>A path whose bottleneck is shared for a while: 20 Mb/s, 12 Mb/s from the eighth to the fifteenth second; 40 ms there and back.</summary>
internal static class SharedPath
{
    public const uint RttUs = 40_000;

    /// <summary>What the bottleneck carries, in bytes a second.</summary>
    public static double BandwidthAt(double seconds) => seconds is >= 8 and < 15 ? 1_500_000 : 2_500_000;
}
