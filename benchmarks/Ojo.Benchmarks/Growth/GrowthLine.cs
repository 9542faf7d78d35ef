namespace Ojo.Benchmarks.Growth;

/// <summary>A line of a plot.</summary>
/// <param name="Kind">Its class in the style sheet.</param>
/// <param name="Label">What it is.</param>
/// <param name="Value">Where it stands at a point.</param>
internal sealed record GrowthLine(string Kind, string Label, Func<GrowthPoint, double> Value);
