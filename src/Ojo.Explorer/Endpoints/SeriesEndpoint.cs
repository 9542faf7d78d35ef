using Ojo.Explorer.Faults;
using Ojo.Explorer.Parameters;
using Ojo.Explorer.Responses;
using Ojo.Explorer.Rows;
using Ojo.Explorer.Stores;
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
            Parameters = [Accepted.Select, .. AskedTimes.Parameters, Accepted.Width, Accepted.ListTimeLimit],
            Faults = [404],
            AnswerType = ExplorerJson.Api.SeriesResponse,
            OtherMediaTypes = [SeriesForm.MediaType],
        },
        ExplorerJson.Api.SeriesResponse,
        Prepare)
    {
        Binary = SeriesForm.Binary,
        Rows = SeriesRows.Write,
    };

    private static Func<StoreView, CancellationToken, SeriesResponse> Prepare(RequestParameters request)
    {
        SeriesQuery query = new()
        {
            Flow = PathFlow.Read(request),
            Selectors = Accepted.Select.Read(request),
            Width = (int)Accepted.Width.Read(request)!,
            TimeLimit = TimeLimit.ReadForList(request),
        };
        AskedTimes times = AskedTimes.Read(request);
        return (store, cancellation) => Answer(store, query, times, cancellation);
    }

    private static SeriesResponse Answer(StoreView store, SeriesQuery query, AskedTimes times, CancellationToken cancellation)
    {
        RunStartResponse run = FlowRun.Of(store, query.Flow, cancellation);
        (long? fromNs, long? toNs) = times.Of(store, query.Flow.RunId, cancellation);
        query = query with { FromNs = fromNs, ToNs = toNs };
        EventTypeNames names = store.GetEventTypes(cancellation);
        foreach (string selector in query.Selectors)
        {
            Check(names, selector);
        }

        SeriesResult result = FlowRun.Ask(store, query.Flow, () => store.Reader.GetSeries(query, cancellation), cancellation);
        return new SeriesResponse(
            query.Flow.ToString(), run, result.FromNs, result.ToNs,
            [.. result.Series.Select(SeriesColumns.Of)], MissingResponse.Of(result.Missing));
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
