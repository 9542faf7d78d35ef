using Ojo.Explorer.Parameters;
using Ojo.Explorer.Responses;
using Ojo.Explorer.Stores;
using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Endpoints;

/// <summary><c>GET /api/flows/{id}/range</c></summary>
internal static class RangeEndpoint
{
    public static QueryEndpoint<RangeResponse> Create() => new(
        new EndpointDescription
        {
            Pattern = "/api/flows/{id}/range",
            Name = "GetRange",
            Summary = "What a flow did in a stretch of time: events by type, packets, bytes, rates, round-trip times",
            Answer = "What its events add up to; by role, null where nothing of the kind was recorded in it.",
            PathIdDescription = PathFlow.Description,
            Parameters = [Accepted.From, Accepted.To, Accepted.Filter, Accepted.TimeLimit],
            Faults = [404],
            AnswerType = ExplorerJson.Api.RangeResponse,
        },
        ExplorerJson.Api.RangeResponse,
        Prepare);

    private static Func<StoreView, CancellationToken, RangeResponse> Prepare(RequestParameters request)
    {
        RangeQuery query = new()
        {
            Flow = PathFlow.Read(request),
            FromNs = Accepted.From.Read(request),
            ToNs = Accepted.To.Read(request),
            Filter = Accepted.Filter.Read(request),
            TimeLimit = TimeLimit.Read(request),
        };
        TimeRange.MustBeForward(query.FromNs, query.ToNs);
        return (store, cancellation) => RangeResponse.Of(
            query.Flow, FlowRun.Of(store, query.Flow, cancellation),
            FlowRun.Ask(store, query.Flow, () => store.Reader.GetRange(query, cancellation), cancellation));
    }
}
