namespace Ojo.Storage.Queries;

/// <summary>What happened to one packet.</summary>
/// <param name="PacketNumber">Its number.</param>
/// <param name="Space">The number's space.</param>
/// <param name="Steps">Its events, in order of time; the first 64 of them.</param>
/// <param name="HasMoreSteps">Whether there are more.</param>
/// <param name="RetransmissionOf">The number of the lost packet that it carries again; null where none is known.</param>
/// <param name="RetransmittedAs">The number of the packet that carries it again; null where none is known.</param>
public sealed record PacketLife(
    ulong PacketNumber, ulong Space, IReadOnlyList<PacketStep> Steps, bool HasMoreSteps, ulong? RetransmissionOf, ulong? RetransmittedAs)
{
    /// <summary>When it was built, in nanoseconds since the run's start; this and the other times of the first such event.</summary>
    public long? CreatedNs => TimeOf(EventRole.PacketCreated);

    /// <summary>When it was handed to the network.</summary>
    public long? SentNs => TimeOf(EventRole.PacketSent);

    /// <summary>When it arrived.</summary>
    public long? ReceivedNs => TimeOf(EventRole.PacketReceived);

    /// <summary>When it was acknowledged.</summary>
    public long? AckedNs => TimeOf(EventRole.PacketAcked);

    /// <summary>When it was declared lost.</summary>
    public long? LostNs => TimeOf(EventRole.PacketLost);

    /// <summary>When what it carried was sent again.</summary>
    public long? RetransmittedNs => TimeOf(EventRole.PacketRetransmitted);

    private long? TimeOf(EventRole role) => Steps.FirstOrDefault(step => step.Role == role)?.Event.TNs;
}
