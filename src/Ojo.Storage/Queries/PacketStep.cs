namespace Ojo.Storage.Queries;

/// <summary>An event in a packet's life.</summary>
/// <param name="Role">What it is to the packet.</param>
/// <param name="Event">The event.</param>
public sealed record PacketStep(EventRole Role, EventRow Event);
