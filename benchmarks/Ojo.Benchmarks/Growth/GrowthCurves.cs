namespace Ojo.Benchmarks.Growth;

/// <summary>The two ways in which a store grows.</summary>
/// <param name="ByEvents">Ever more events of the same flows.</param>
/// <param name="ByFlows">The same events of ever more flows.</param>
internal sealed record GrowthCurves(IReadOnlyList<GrowthPoint> ByEvents, IReadOnlyList<GrowthPoint> ByFlows);
