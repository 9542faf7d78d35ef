using Ojo.Explorer.Parameters;
using Ojo.Explorer.Responses;
using Ojo.Explorer.Rows;
using Ojo.Explorer.Stores;
using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Endpoints;

/// <summary><c>GET /api/histogram</c></summary>
internal static class HistogramEndpoint
{
    public static QueryEndpoint<HistogramResponse> Create() => new(
        new EndpointDescription
        {
            Pattern = "/api/histogram",
            Name = "GetHistogram",
            Summary = "How the values of a field are spread",
            Answer = "The buckets' edges, one more than there are buckets, and how many values each bucket has.",
            Parameters = [Accepted.Field, .. AskedEvents.Parameters, Accepted.Buckets, Accepted.Scale, Accepted.Least, Accepted.Greatest, Accepted.TimeLimit],
            Faults = [404],
            AnswerType = ExplorerJson.Api.HistogramResponse,
        },
        ExplorerJson.Api.HistogramResponse,
        Prepare)
    {
        Rows = HistogramRows.Write,
    };

    private static Func<StoreView, CancellationToken, HistogramResponse> Prepare(RequestParameters request)
    {
        HistogramQuery query = new()
        {
            Field = Accepted.Field.Read(request)!,
            Events = AskedEvents.Read(request),
            Buckets = (int)Accepted.Buckets.Read(request)!,
            Scale = Accepted.Scale.Read(request),
            From = Accepted.Least.Read(request),
            To = Accepted.Greatest.Read(request),
            TimeLimit = TimeLimit.Read(request),
        };
        return (store, cancellation) => HistogramResponse.Of(
            query.Field, AskedEvents.Ask(store, query.Events, events => store.Reader.GetHistogram(query with { Events = events }, cancellation), cancellation));
    }
}
