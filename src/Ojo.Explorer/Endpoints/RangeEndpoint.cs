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
            Parameters = [.. AskedTimes.Parameters, Accepted.Filter, Accepted.TimeLimit],
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
            Filter = Accepted.Filter.Read(request),
            TimeLimit = TimeLimit.Read(request),
        };
        AskedTimes times = AskedTimes.Read(request);
        return (store, cancellation) =>
        {
            (long? fromNs, long? toNs) = times.Of(store, query.Flow.RunId, cancellation);
            return RangeResponse.Of(
                query.Flow, FlowRun.Of(store, query.Flow, cancellation),
                FlowRun.Ask(store, query.Flow, () => store.Reader.GetRange(query with { FromNs = fromNs, ToNs = toNs }, cancellation), cancellation));
        };
    }
}
