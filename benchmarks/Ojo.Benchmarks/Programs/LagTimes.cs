namespace Ojo.Benchmarks.Programs;

/// <summary>How long files waited until their events could be queried, in milliseconds.</summary>
/// <param name="Files">How many files there were.</param>
/// <param name="EventsPerFile">How many events each had.</param>
/// <param name="PauseMilliseconds">From one file to the next.</param>
/// <param name="Sorted">The times, shortest first.</param>
internal sealed record LagTimes(int Files, int EventsPerFile, int PauseMilliseconds, IReadOnlyList<double> Sorted)
{
    public double P50 => At(0.5);

    public double P90 => At(0.9);

    public double P99 => At(0.99);

    public double Slowest => Sorted[^1];

    private double At(double part) => Sorted[Math.Min((int)(part * Sorted.Count), Sorted.Count - 1)];
}
