using Ojo.Explorer.Faults;
using Ojo.Explorer.Parameters;
using Ojo.Explorer.Responses;
using Ojo.Explorer.Stores;
using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Endpoints;

/// <summary><c>GET /api/flows/{id}/series</c></summary>
internal static class SeriesEndpoint
{
    public static QueryEndpoint<SeriesResponse> Create() => new(
        new EndpointDescription
        {
            Pattern = "/api/flows/{id}/series",
            Name = "GetSeries",
            Summary = "One flow's values over time, reduced to a pixel width",
            Answer = "One series per selector, as columns.",
            PathIdDescription = PathFlow.Description,
            Parameters = [Accepted.Select, Accepted.From, Accepted.To, Accepted.Width],
            Faults = [404],
            AnswerType = ExplorerJson.Api.SeriesResponse,
        },
        ExplorerJson.Api.SeriesResponse,
        Prepare);

    private static Func<StoreView, CancellationToken, SeriesResponse> Prepare(RequestParameters request)
    {
        SeriesQuery query = new()
        {
            Flow = PathFlow.Read(request),
            Selectors = Accepted.Select.Read(request),
            FromNs = Accepted.From.Read(request),
            ToNs = Accepted.To.Read(request),
            Width = (int)Accepted.Width.Read(request)!,
        };
        TimeRange.MustBeForward(query.FromNs, query.ToNs);
        return (store, cancellation) => Answer(store, query, cancellation);
    }

    private static SeriesResponse Answer(StoreView store, SeriesQuery query, CancellationToken cancellation)
    {
        StoredRun run = store.GetRuns(cancellation).FirstOrDefault(r => r.RunId == query.Flow.RunId)
            ?? throw Fault.UnknownFlow(query.Flow.ToString());
        EventTypeNames names = store.GetEventTypes(cancellation);
        foreach (string selector in query.Selectors)
        {
            Check(names, selector);
        }

        SeriesResult result = Read(store, query, cancellation);
        return new SeriesResponse(
            query.Flow.ToString(), RunStartResponse.Of(run), result.FromNs, result.ToNs,
            [.. result.Series.Select(SeriesColumns.Of)]);
    }

    private static SeriesResult Read(StoreView store, SeriesQuery query, CancellationToken cancellation)
    {
        try
        {
            return store.Reader.GetSeries(query, cancellation);
        }
        catch (StoreQueryException) when (store.Reader.GetFlow(query.Flow, cancellation) is null)
        {
            throw Fault.UnknownFlow(query.Flow.ToString());
        }
    }

    private static void Check(EventTypeNames names, string selector)
    {
        int dot = selector.LastIndexOf('.');
        string type = dot < 0 ? selector : selector[..dot];
        IReadOnlyList<StoredEventType> types = names.Resolve(Accepted.Select.Name, type);
        if (dot >= 0)
        {
            EventTypeNames.CheckField(Accepted.Select.Name, selector[(dot + 1)..], types, Fault.Shown(type));
        }
    }
}
