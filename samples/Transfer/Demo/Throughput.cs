namespace Transfer.Demo;

/// <summary>Turns a count that grows into a rate that does not jump about.</summary>
internal sealed class Throughput
{
    private const double Weight = 0.4;

    private long _bytes;
    private TimeSpan _at;
    private double? _rate;

    /// <summary>The rate by now, in bits per second: mostly the newest interval's, smoothed by those before it.</summary>
    public double Update(long bytes, TimeSpan now)
    {
        double seconds = (now - _at).TotalSeconds;
        if (seconds > 0)
        {
            double newest = (bytes - _bytes) * 8 / seconds;
            _rate = _rate is { } rate ? (Weight * newest) + ((1 - Weight) * rate) : newest;
            (_bytes, _at) = (bytes, now);
        }

        return _rate ?? 0;
    }
}
