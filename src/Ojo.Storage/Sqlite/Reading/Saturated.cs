namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Sums of times that stop at the largest number instead of becoming negative.</summary>
internal static class Saturated
{
    public static long Add(long time, long duration) => time > long.MaxValue - duration ? long.MaxValue : time + duration;
}
