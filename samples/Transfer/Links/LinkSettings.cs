namespace Transfer.Links;

/// <summary>What a link does to the datagrams that cross it, in each direction.</summary>
internal sealed record LinkSettings
{
    /// <summary>How long a datagram takes from one end to the other, one way.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>How likely a datagram is lost: 0 to 1.</summary>
    public double Loss { get; init; }

    /// <summary>How likely a datagram is held up, so that later ones overtake it: 0 to 1.</summary>
    public double Reorder { get; init; }

    /// <summary>How fast datagrams leave the queue, in bits per second; infinite for no queue at all.</summary>
    public double Bandwidth { get; init; } = double.PositiveInfinity;

    /// <summary>How many bytes the queue in front of the bottleneck holds; what finds it full is dropped.</summary>
    public int QueueSize { get; init; } = 64 * 1024;

    /// <summary>Decides which datagrams are lost and held up.</summary>
    public int Seed { get; init; }

    /// <summary>A queue for one round trip at full speed, the classic rule, and no less than 32 KiB.</summary>
    public static int QueueFor(double bandwidth, TimeSpan delay) =>
        (int)Math.Clamp(bandwidth / 8 * 2 * delay.TotalSeconds, 32 * 1024, 16 * 1024 * 1024);
}
