namespace Transfer.Links;

/// <summary>One direction of a link: a bounded queue, a bottleneck, a long wire, and bad luck.</summary>
/// <remarks>Decides only; <see cref="Relay"/> carries the datagrams. The same seed and the same arrivals give the same decisions.</remarks>
internal sealed class LinkDirection(LinkSettings settings, int seed)
{
    private readonly Random _random = new(seed);
    private TimeSpan _busyUntil;

    /// <summary>How many bytes wait in front of the bottleneck.</summary>
    public int QueuedBytes(TimeSpan now) =>
        _busyUntil <= now ? 0 : (int)((_busyUntil - now).TotalSeconds * settings.Bandwidth / 8);

    /// <summary>Decides what becomes of a datagram that reaches the link now.</summary>
    /// <param name="size">Its size in bytes.</param>
    /// <param name="now">The time.</param>
    /// <param name="arrivesAt">When it reaches the other end, if it does.</param>
    public LinkVerdict Admit(int size, TimeSpan now, out TimeSpan arrivesAt)
    {
        // Drawn for each datagram, whatever becomes of it: so one drop more or less does not change all later ones.
        double luck = _random.NextDouble();
        double holdUp = _random.NextDouble();
        double holdUpShare = _random.NextDouble();
        arrivesAt = default;
        if (QueuedBytes(now) + size > settings.QueueSize)
        {
            return LinkVerdict.QueueFull;
        }

        _busyUntil = (_busyUntil > now ? _busyUntil : now) + TransmissionTime(size);
        if (luck < settings.Loss)
        {
            return LinkVerdict.Lost;
        }

        arrivesAt = _busyUntil + settings.Delay;
        if (holdUp >= settings.Reorder)
        {
            return LinkVerdict.Delivered;
        }

        arrivesAt += settings.Delay * (0.5 * holdUpShare) + TimeSpan.FromMilliseconds(1);
        return LinkVerdict.HeldUp;
    }

    private TimeSpan TransmissionTime(int size) => TimeSpan.FromSeconds(size * 8 / settings.Bandwidth);
}
