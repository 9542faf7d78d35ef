using System.Text.Json.Serialization;
using Ojo.Explorer.Faults;

namespace Ojo.Explorer.Responses;

/// <summary>The serializers of everything that the API writes.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AboutResponse))]
[JsonSerializable(typeof(HealthResponse))]
[JsonSerializable(typeof(StatsResponse))]
[JsonSerializable(typeof(RunsResponse))]
[JsonSerializable(typeof(FlowsResponse))]
[JsonSerializable(typeof(FlowDetailsResponse))]
[JsonSerializable(typeof(EventsResponse))]
[JsonSerializable(typeof(SeriesResponse))]
[JsonSerializable(typeof(EventTypesResponse))]
[JsonSerializable(typeof(GapsResponse))]
[JsonSerializable(typeof(LiveChange))]
[JsonSerializable(typeof(LiveWaiting))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class ExplorerJson : JsonSerializerContext;
