using System.Text.Json.Serialization;
using Ojo.Explorer.Stores;
using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Responses;

/// <summary>A packet, and those that carried the same before and after it.</summary>
/// <param name="Flow">The flow.</param>
/// <param name="Run">The run that times count from.</param>
/// <param name="Packets">The packets, from the first that carried it to the last.</param>
/// <param name="Asked">The place among them of the one that was asked for. It has no steps where nothing of it was recorded.</param>
/// <param name="TimeIsUp">Whether the time was up before all was looked for.</param>
/// <param name="Missing">The files of the store that cannot be read.</param>
internal sealed record PacketLivesResponse(
    string Flow, RunStartResponse Run, IReadOnlyList<PacketResponse> Packets, int Asked, bool TimeIsUp, IReadOnlyList<MissingResponse> Missing) : IMayLack
{
    /// <inheritdoc/>
    [JsonIgnore]
    public bool LacksSomething => TimeIsUp || Missing.Count > 0;

    public static PacketLivesResponse Of(FlowKey flow, RunStartResponse run, PacketLives lives, EventTypeNames types) => new(
        flow.ToString(), run, [.. lives.Packets.Select(packet => PacketResponse.Of(packet, types))], lives.Asked, lives.IsPartial, MissingResponse.Of(lives.Missing));
}
