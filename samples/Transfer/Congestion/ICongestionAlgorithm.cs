namespace Transfer.Congestion;

/// <summary>How large the congestion window is, by what has been acknowledged and lost. Sizes are in bytes.</summary>
/// <remarks>What is common to all algorithms (bytes in flight, recovery periods, when not to grow) is <see cref="CongestionController"/>'s.</remarks>
internal interface ICongestionAlgorithm
{
    /// <summary>How many bytes may be in flight.</summary>
    ulong Window { get; }

    /// <summary>Below this the window grows exponentially; <see cref="ulong.MaxValue"/> until the first loss.</summary>
    ulong SlowStartThreshold { get; }

    /// <summary>A packet was acknowledged that was sent outside of a recovery period, by a sender that used its window.</summary>
    void OnAcked(int bytes, TimeSpan now, TimeSpan smoothedRtt);

    /// <summary>A packet was acknowledged, but the sender had too little to send to fill its window.</summary>
    void OnApplicationLimited(TimeSpan now);

    /// <summary>A packet was lost, the first of its round trip: a recovery period begins.</summary>
    void OnCongestionEvent(TimeSpan now);

    /// <summary>Everything sent over a long time was lost.</summary>
    void OnPersistentCongestion();
}
