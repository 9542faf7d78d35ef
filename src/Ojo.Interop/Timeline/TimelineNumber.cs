namespace Ojo.Interop.Timeline;

/// <summary>A counter's value.</summary>
/// <param name="Whole">It, where it is a whole number of at most 63 bits.</param>
/// <param name="Real">It, where it is not.</param>
/// <param name="IsWhole">Which.</param>
internal readonly record struct TimelineNumber(long Whole, double Real, bool IsWhole)
{
    /// <summary>Whether it is a number at all.</summary>
    public bool IsFinite => IsWhole || double.IsFinite(Real);
}
