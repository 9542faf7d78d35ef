namespace Ojo.Benchmarks.Reporting;

/// <summary>What should be reached, and whether it is.</summary>
/// <param name="What">The figure.</param>
/// <param name="Limit">What it should be.</param>
/// <param name="Measured">What it is.</param>
/// <param name="IsMet">Whether that is enough; null: there is nothing to judge.</param>
/// <param name="Cause">What the run shows of the reason for a miss.</param>
internal sealed record Bar(string What, string Limit, string Measured, bool? IsMet, string Cause)
{
    /// <summary>A row of a table; the cause is in it where the bar is missed.</summary>
    public override string ToString() => IsMet switch
    {
        true => $"| {What} | {Limit} | {Measured} | yes | |",
        false => $"| {What} | {Limit} | {Measured} | **no** | {Cause} |",
        null => $"| {What} | {Limit} | {Measured} | | {Cause} |",
    };
}
