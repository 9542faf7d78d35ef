namespace Ojo.Storage.Metrics;

/// <summary>What one set of labels of an instrument says: a value, or a histogram.</summary>
/// <param name="bounds">A histogram's upper bounds, ascending; empty for a value.</param>
internal sealed class PrometheusSeries(double[] bounds)
{
    private readonly long[] _counts = new long[bounds.Length + 1];

    public double Value { get; set; }

    public double Sum { get; private set; }

    /// <summary>How many values were within each bound and above the one before; the last, how many above all.</summary>
    public ReadOnlySpan<long> Counts => _counts;

    public void Observe(double value)
    {
        Sum += value;
        int bucket = Array.BinarySearch(bounds, value);
        _counts[bucket < 0 ? ~bucket : bucket]++;
    }
}
