namespace Ojo.Benchmarks.Recording;

/// <summary>What calls cost in one round.</summary>
/// <param name="Nanoseconds">For each call, the mean of the threads; null where the threads did not run at once.</param>
/// <param name="Bytes">Allocated on the heap by each call.</param>
internal readonly record struct RoundTime(double? Nanoseconds, double Bytes);
