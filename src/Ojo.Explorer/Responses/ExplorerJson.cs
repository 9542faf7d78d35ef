using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ojo.Explorer.Faults;

namespace Ojo.Explorer.Responses;

/// <summary>The serializers of everything that the API writes.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AboutResponse))]
[JsonSerializable(typeof(HealthResponse))]
[JsonSerializable(typeof(ImportResponse))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(StatsResponse))]
[JsonSerializable(typeof(RunsResponse))]
[JsonSerializable(typeof(FlowsResponse))]
[JsonSerializable(typeof(FlowDetailsResponse))]
[JsonSerializable(typeof(EventsResponse))]
[JsonSerializable(typeof(SeriesResponse))]
[JsonSerializable(typeof(SeriesAbout))]
[JsonSerializable(typeof(EventCountsAbout))]
[JsonSerializable(typeof(PacketLivesResponse))]
[JsonSerializable(typeof(RangeResponse))]
[JsonSerializable(typeof(DerivedResponse))]
[JsonSerializable(typeof(EventCountsResponse))]
[JsonSerializable(typeof(TrendsResponse))]
[JsonSerializable(typeof(HistogramResponse))]
[JsonSerializable(typeof(GroupsResponse))]
[JsonSerializable(typeof(TenantsResponse))]
[JsonSerializable(typeof(PluginsResponse))]
[JsonSerializable(typeof(FilterResponse))]
[JsonSerializable(typeof(EventTypesResponse))]
[JsonSerializable(typeof(GapsResponse))]
[JsonSerializable(typeof(SnapshotsResponse))]
[JsonSerializable(typeof(SqlRequest))]
[JsonSerializable(typeof(SqlResponse))]
[JsonSerializable(typeof(SqlTablesResponse))]
[JsonSerializable(typeof(LiveChange))]
[JsonSerializable(typeof(LiveWaiting))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class ExplorerJson : JsonSerializerContext
{
    /// <summary>Writes <c>'</c> and <c>ü</c> as they are, for people who read answers in a terminal.</summary>
    /// <remarks>Every answer says that it is JSON and forbids browsers to guess: nothing in it can become HTML.</remarks>
    public static ExplorerJson Api { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
