using Ojo.Explorer.Responses;
using Ojo.Explorer.Rows;

namespace Ojo.Explorer.Endpoints;

/// <summary><c>GET /api/stats</c></summary>
internal static class StatsEndpoint
{
    public static QueryEndpoint<StatsResponse> Create() => new(
        new EndpointDescription
        {
            Pattern = "/api/stats",
            Name = "GetStats",
            Summary = "How much the store holds",
            Answer = "Counts over everything, by event type too.",
            AnswerType = ExplorerJson.Api.StatsResponse,
        },
        ExplorerJson.Api.StatsResponse,
        static _ => static (store, cancellation) => StatsResponse.Of(store.Reader.GetStatistics(cancellation)))
    {
        Rows = StatsRows.Write,
    };
}
