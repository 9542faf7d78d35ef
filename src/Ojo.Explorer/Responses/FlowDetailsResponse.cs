using System.Text.Json.Serialization;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Responses;

/// <summary>One flow: what a list says of it, its run, its events by type, and what they add up to.</summary>
internal sealed record FlowDetailsResponse : FlowResponse, IMayLack
{
    private FlowDetailsResponse(FlowResponse flow) : base(flow)
    {
    }

    /// <summary>Its run.</summary>
    [JsonPropertyOrder(1)]
    public required RunResponse Run { get; init; }

    /// <summary>How many events it has of each type, most frequent first.</summary>
    [JsonPropertyOrder(2)]
    public required IReadOnlyList<TypeCountResponse> Types { get; init; }

    /// <summary>What its events of known roles add up to.</summary>
    [JsonPropertyOrder(3)]
    public required FlowSummaryResponse Summary { get; init; }

    /// <summary>The files of the store that cannot be read: what they hold is not in the summary.</summary>
    [JsonPropertyOrder(4)]
    public required IReadOnlyList<MissingResponse> Missing { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public bool LacksSomething => Missing.Count > 0;

    public static FlowDetailsResponse Of(FlowDetails details) => new(Of(details.Row))
    {
        Run = RunResponse.Of(details.Run),
        Types = TypeCountResponse.Of(details.Types),
        Summary = FlowSummaryResponse.Of(details.Summary),
        Missing = MissingResponse.Of(details.Missing),
    };
}
