using Transfer.Wire;

namespace Transfer.Congestion;

/// <summary>NewReno as RFC 9002 has it (section 7.3 and appendix B): a packet more each round trip, half of it after a loss.</summary>
internal sealed class NewReno : ICongestionAlgorithm
{
    public ulong Window { get; private set; } = CongestionWindow.Initial;

    public ulong SlowStartThreshold { get; private set; } = ulong.MaxValue;

    public void OnAcked(int bytes, TimeSpan now, TimeSpan smoothedRtt) =>
        Window += Window < SlowStartThreshold
            ? (ulong)bytes
            : Packet.MaxSize * (ulong)bytes / Window;

    public void OnApplicationLimited(TimeSpan now)
    {
    }

    public void OnCongestionEvent(TimeSpan now)
    {
        SlowStartThreshold = Math.Max(Window / 2, CongestionWindow.Minimum);
        Window = SlowStartThreshold;
    }

    public void OnPersistentCongestion() => Window = CongestionWindow.Minimum;
}
