using Ojo.Explorer.Parameters;
using Ojo.Explorer.Responses;
using Ojo.Explorer.Rows;
using Ojo.Explorer.Stores;
using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Endpoints;

/// <summary><c>GET /api/flows/{id}/derived</c></summary>
internal static class DerivedEndpoint
{
    public static QueryEndpoint<DerivedResponse> Create() => new(
        new EndpointDescription
        {
            Pattern = "/api/flows/{id}/derived",
            Name = "GetDerived",
            Summary = "Throughput, goodput, bytes in flight, round-trip times and loss over time, worked out of a flow's packets",
            Answer = "One series per kind, as columns with an entry for each bucket.",
            PathIdDescription = PathFlow.Description,
            Parameters = [Accepted.Derived, .. AskedTimes.Parameters, Accepted.DerivedWidth, Accepted.TimeLimit],
            Faults = [404],
            AnswerType = ExplorerJson.Api.DerivedResponse,
        },
        ExplorerJson.Api.DerivedResponse,
        Prepare)
    {
        Rows = DerivedRows.Write,
    };

    private static Func<StoreView, CancellationToken, DerivedResponse> Prepare(RequestParameters request)
    {
        DerivedSeriesQuery query = new()
        {
            Flow = PathFlow.Read(request),
            Kinds = Accepted.Derived.Read(request),
            Width = (int)Accepted.DerivedWidth.Read(request)!,
            TimeLimit = TimeLimit.Read(request),
        };
        AskedTimes times = AskedTimes.Read(request);
        return (store, cancellation) =>
        {
            (long? fromNs, long? toNs) = times.Of(store, query.Flow.RunId, cancellation);
            return DerivedResponse.Of(
                query.Flow, FlowRun.Of(store, query.Flow, cancellation),
                FlowRun.Ask(store, query.Flow, () => store.Reader.GetDerivedSeries(query with { FromNs = fromNs, ToNs = toNs }, cancellation), cancellation));
        };
    }
}
