namespace Ojo.Benchmarks.Generation;

/// <summary>What a generator took, of several rounds, in milliseconds.</summary>
/// <param name="Best">The best round, by the compiler's clock for generators.</param>
/// <param name="Median">The round in the middle, by that clock.</param>
/// <param name="Own">The round in the middle, by the thread's own time: what other programs took of the processor is not counted.</param>
internal readonly record struct GeneratorTime(double Best, double Median, double Own);
