using System.Globalization;
using Ojo.Explorer.Stores;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Responses;

/// <summary>What happened to one packet. Times are of the first such event, in nanoseconds since the run's start; null where there is none.</summary>
/// <param name="PacketNumber">Its number, as a string.</param>
/// <param name="Space">The number's space; a string beyond 2⁵³.</param>
/// <param name="CreatedNs">When it was built.</param>
/// <param name="SentNs">When it was handed to the network.</param>
/// <param name="ReceivedNs">When it arrived.</param>
/// <param name="AckedNs">When it was acknowledged.</param>
/// <param name="LostNs">When it was declared lost.</param>
/// <param name="RetransmittedNs">When what it carried was sent again.</param>
/// <param name="RetransmissionOf">The number of the lost packet that it carries again, as a string; null where none is known.</param>
/// <param name="RetransmittedAs">The number of the packet that carries it again, as a string; null where none is known.</param>
/// <param name="Steps">Its events, in order of time.</param>
/// <param name="HasMoreSteps">Whether there are more of them.</param>
internal sealed record PacketResponse(
    string PacketNumber, ExactInteger Space, long? CreatedNs, long? SentNs, long? ReceivedNs, long? AckedNs, long? LostNs, long? RetransmittedNs,
    string? RetransmissionOf, string? RetransmittedAs, IReadOnlyList<PacketStepResponse> Steps, bool HasMoreSteps)
{
    public static PacketResponse Of(PacketLife packet, EventTypeNames types) => new(
        Digits(packet.PacketNumber)!, new(packet.Space), packet.CreatedNs, packet.SentNs, packet.ReceivedNs, packet.AckedNs, packet.LostNs, packet.RetransmittedNs,
        Digits(packet.RetransmissionOf), Digits(packet.RetransmittedAs),
        [.. packet.Steps.Select(step => new PacketStepResponse(SnakeCase.Of(step.Role), EventResponse.Of(step.Event, types.Find(step.Event.TypeKey))))], packet.HasMoreSteps);

    private static string? Digits(ulong? number) => number?.ToString(CultureInfo.InvariantCulture);
}
