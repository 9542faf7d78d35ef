using Transfer.Wire;

namespace Transfer.Congestion;

/// <summary>Spreads a window over its round trip, so that it does not reach the path in one burst (RFC 9002, section 7.7).</summary>
internal sealed class Pacer
{
    /// <summary>How much faster than a window per round trip: a little, so that pacing is never what limits the sender (section 7.7).</summary>
    private const double Gain = 1.25;

    /// <summary>How much may go at once after a pause.</summary>
    private const double Burst = CongestionWindow.Initial;

    private double _credit = Burst;
    private TimeSpan _creditAt;

    /// <summary>The rate, in bytes per second; infinite until a round trip has been measured.</summary>
    public double Rate { get; private set; } = double.PositiveInfinity;

    /// <summary>Sets the rate from the window and the round-trip time.</summary>
    /// <returns>Whether it has changed by enough to matter: by more than a sixty-fourth.</returns>
    public bool Update(ulong window, TimeSpan smoothedRtt, TimeSpan now)
    {
        double rate = Gain * window / smoothedRtt.TotalSeconds;
        if (double.IsFinite(Rate) && Math.Abs(rate - Rate) <= Rate / 64)
        {
            return false;
        }

        Refill(now);
        Rate = rate;
        return true;
    }

    /// <summary>When the next packet may go: now or later.</summary>
    public TimeSpan ReadyAt(TimeSpan now)
    {
        Refill(now);
        return _credit >= Packet.MaxSize ? now : now + TimeSpan.FromSeconds((Packet.MaxSize - _credit) / Rate);
    }

    public void OnSent(int size, TimeSpan now)
    {
        Refill(now);
        _credit -= size;
    }

    private void Refill(TimeSpan now)
    {
        _credit = double.IsInfinity(Rate) ? Burst
            : Math.Min(Burst, _credit + (Rate * (now - _creditAt).TotalSeconds));
        _creditAt = now;
    }
}
