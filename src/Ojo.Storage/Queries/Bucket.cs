namespace Ojo.Storage.Queries;

/// <summary>What happened to one value in one stretch of time.</summary>
/// <param name="FirstNs">Time of the first event in it, in nanoseconds since the run's start.</param>
/// <param name="LastNs">Time of the last.</param>
/// <param name="First">The first value.</param>
/// <param name="Last">The last.</param>
/// <param name="Min">The smallest.</param>
/// <param name="Max">The largest.</param>
/// <param name="Count">How many events it stands for.</param>
public readonly record struct Bucket(long FirstNs, long LastNs, double First, double Last, double Min, double Max, long Count);
