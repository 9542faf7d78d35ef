namespace Ojo.Storage.Queries;

/// <summary>A packet's life and those of the packets that carry the same: what it was a retransmission of, and what it was retransmitted as.</summary>
/// <param name="Packets">The packets, from the first that carried it to the last; at most 32 on either side of the one asked for.</param>
/// <param name="Asked">Which of them was asked for. Its life has no steps where nothing of it was recorded.</param>
/// <param name="IsPartial">Whether the time was up before all was looked for.</param>
public sealed record PacketLives(IReadOnlyList<PacketLife> Packets, int Asked, bool IsPartial)
{
    /// <summary>The files of the store that could not be read: what they hold is not in here. Empty where nothing is missing.</summary>
    public IReadOnlyList<MissingPart> Missing { get; init; } = [];
}
