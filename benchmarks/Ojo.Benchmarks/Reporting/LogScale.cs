namespace Ojo.Benchmarks.Reporting;

/// <summary>Where a value stands on an axis on which each power of ten is as long as the next.</summary>
/// <param name="Least">The value at the axis's beginning.</param>
/// <param name="Most">The value at its end.</param>
/// <param name="From">Where it begins.</param>
/// <param name="Length">How long it is.</param>
internal readonly record struct LogScale(double Least, double Most, double From, double Length)
{
    /// <summary>An axis from a round number below all values to one above.</summary>
    public static LogScale Around(double least, double most, double from, double length) =>
        new(Powers(least).TakeWhile(tick => tick < least).Last(), Powers(most).First(tick => tick > most), from, length);

    public double this[double value] =>
        From + (Length * Math.Clamp(Math.Log(value / Least) / Math.Log(Most / Least), 0, 1));

    /// <summary>1, 2, 5, 10, …: the values with a line of their own.</summary>
    public IEnumerable<double> Ticks()
    {
        (double least, double most) = (Least, Most);
        return Powers(least).TakeWhile(tick => tick < 10 * most).Where(tick => tick >= least && tick <= most);
    }

    /// <summary>1, 2 and 5 times the powers of ten, from some below a value to one far above.</summary>
    private static IEnumerable<double> Powers(double value)
    {
        int first = (int)Math.Floor(Math.Log10(value)) - 1;
        return Enumerable.Range(first, 16).SelectMany(static power => (double[])[Math.Pow(10, power), 2 * Math.Pow(10, power), 5 * Math.Pow(10, power)]);
    }
}
