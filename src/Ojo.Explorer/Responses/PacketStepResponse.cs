namespace Ojo.Explorer.Responses;

/// <summary>An event in a packet's life.</summary>
/// <param name="Role">What it is to the packet: packet_created, packet_sent, packet_received, packet_acked, packet_lost, packet_retransmitted or packet_discarded.</param>
/// <param name="Event">The event.</param>
internal sealed record PacketStepResponse(string Role, EventResponse Event);
