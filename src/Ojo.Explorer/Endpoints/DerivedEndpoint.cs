using Ojo.Explorer.Parameters;
using Ojo.Explorer.Responses;
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
            Parameters = [Accepted.Derived, Accepted.From, Accepted.To, Accepted.DerivedWidth, Accepted.TimeLimit],
            Faults = [404],
            AnswerType = ExplorerJson.Api.DerivedResponse,
        },
        ExplorerJson.Api.DerivedResponse,
        Prepare);

    private static Func<StoreView, CancellationToken, DerivedResponse> Prepare(RequestParameters request)
    {
        DerivedSeriesQuery query = new()
        {
            Flow = PathFlow.Read(request),
            Kinds = Accepted.Derived.Read(request),
            FromNs = Accepted.From.Read(request),
            ToNs = Accepted.To.Read(request),
            Width = (int)Accepted.DerivedWidth.Read(request)!,
            TimeLimit = TimeLimit.Read(request),
        };
        TimeRange.MustBeForward(query.FromNs, query.ToNs);
        return (store, cancellation) => DerivedResponse.Of(
            query.Flow, FlowRun.Of(store, query.Flow, cancellation),
            FlowRun.Ask(store, query.Flow, () => store.Reader.GetDerivedSeries(query, cancellation), cancellation));
    }
}
