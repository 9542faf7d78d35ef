using Ojo.Explorer.Export;
using Ojo.Explorer.Parameters;
using Ojo.Explorer.Responses;
using Ojo.Explorer.Rows;
using Ojo.Explorer.Stores;
using Ojo.Storage;
using Ojo.Storage.Filters;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Endpoints;

/// <summary><c>GET /api/flows/{id}/events</c> and <c>GET /api/events</c></summary>
internal static class EventsEndpoint
{
    private static readonly Parameter[] s_filter =
    [
        Accepted.Types, .. AskedTimes.Parameters, Accepted.Where, Accepted.Filter, Accepted.Descending, Accepted.EventLimit, Accepted.Cursor, Accepted.ListTimeLimit,
        Accepted.EventFile,
    ];

    public static QueryEndpoint<EventsResponse> CreateForFlow() => new(
        new EndpointDescription
        {
            Pattern = "/api/flows/{id}/events",
            Name = "ListFlowEvents",
            Summary = "One flow's events, decoded, filtered, paged",
            Answer = "A page of the flow's events in order of time.",
            PathIdDescription = PathFlow.Description,
            Parameters = s_filter,
            Faults = [404],
            AnswerType = ExplorerJson.Api.EventsResponse,
            OtherMediaTypes = [MediaTypeOf.Csv, MediaTypeOf.JsonLines],
        },
        ExplorerJson.Api.EventsResponse,
        static request => Prepare(request, PathFlow.Read(request), null, Accepted.Filter.Read(request)))
    {
        Rows = EventRows.Write,
        File = static (http, request) => EventFile.Read(http, request, () => ReadQuery(request, PathFlow.Read(request), null, Accepted.Filter.Read(request))),
    };

    public static QueryEndpoint<EventsResponse> CreateForAll() => new(
        new EndpointDescription
        {
            Pattern = "/api/events",
            Name = "ListEvents",
            Summary = "Events of all flows, decoded, filtered, paged",
            Answer = "A page of the events in order of run and time, with the runs that they belong to.",
            Parameters = [Accepted.Flow, Accepted.Run, Accepted.Service, .. s_filter],
            Faults = [404],
            AnswerType = ExplorerJson.Api.EventsResponse,
            OtherMediaTypes = [MediaTypeOf.Csv, MediaTypeOf.JsonLines],
        },
        ExplorerJson.Api.EventsResponse,
        static request => Prepare(request, Accepted.Flow.Read(request), Accepted.Run.Read(request), Accepted.Service.Narrow(request, Accepted.Filter)))
    {
        Rows = EventRows.Write,
        File = static (http, request) => EventFile.Read(http, request, () => ReadQuery(request, Accepted.Flow.Read(request), Accepted.Run.Read(request), Accepted.Service.Narrow(request, Accepted.Filter))),
    };

    private static Func<StoreView, CancellationToken, EventsResponse> Prepare(RequestParameters request, FlowKey? flow, long? run, Filter? filter)
    {
        AskedEventList query = ReadQuery(request, flow, run, filter);
        return (store, cancellation) => Answer(store, query, request.List, cancellation);
    }

    private static AskedEventList ReadQuery(RequestParameters request, FlowKey? flow, long? run, Filter? filter)
    {
        AskedEvents.MustAgree(flow, run);
        EventQuery query = new()
        {
            Flow = flow,
            RunId = run,
            Types = Accepted.Types.Read(request),
            Tests = Accepted.Where.Read(request),
            Filter = filter,
            Descending = Accepted.Descending.Read(request),
            Limit = (int)Accepted.EventLimit.Read(request)!,
            Cursor = Accepted.Cursor.Read(request),
            TimeLimit = TimeLimit.ReadForList(request),
        };
        return new AskedEventList(query, AskedTimes.Read(request));
    }

    private static EventsResponse Answer(StoreView store, AskedEventList query, string list, CancellationToken cancellation)
    {
        EventPage page = query.Ask(store, cancellation);

        // After the events: the names are then at least as new as the events are.
        EventTypeNames types = store.GetEventTypes(cancellation);
        return new EventsResponse(
            new MappedList<EventRow, EventResponse>(page.Events, e => EventResponse.Of(e, types.Find(e.TypeKey))),
            RunStartResponse.Of(store.GetRuns(cancellation), page.Events.Select(static e => e.Flow.RunId)),
            page.NextCursor is not null, SealedCursor.Seal(page.NextCursor, list), ListStopResponse.Of(page.Stopped), MissingResponse.Of(page.Missing));
    }
}
