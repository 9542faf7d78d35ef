namespace Ojo.Clocks;

/// <summary>An instant by two clocks.</summary>
/// <param name="Ticks">What the clock of the events said.</param>
/// <param name="Nanoseconds">The time since the run's start, by <see cref="System.Diagnostics.Stopwatch"/>.</param>
internal readonly record struct ClockAnchor(long Ticks, long Nanoseconds);
