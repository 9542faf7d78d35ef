namespace Ojo.Storage.Sqlite.Writing;

/// <summary>How far the events of one or more slices reach.</summary>
/// <param name="FirstNs">The first event's time.</param>
/// <param name="LastNs">The last event's time.</param>
/// <param name="Longest">The longest stretch, in nanoseconds.</param>
internal readonly record struct SliceSpan(long FirstNs, long LastNs, long Longest)
{
    public static SliceSpan Join(SliceSpan? left, SliceSpan right) => left is not { } other ? right : new SliceSpan(
        Math.Min(other.FirstNs, right.FirstNs), Math.Max(other.LastNs, right.LastNs), Math.Max(other.Longest, right.Longest));
}
