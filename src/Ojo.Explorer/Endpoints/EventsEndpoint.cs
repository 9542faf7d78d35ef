using Ojo.Explorer.Export;
using Ojo.Explorer.Faults;
using Ojo.Explorer.Parameters;
using Ojo.Explorer.Responses;
using Ojo.Explorer.Stores;
using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Endpoints;

/// <summary><c>GET /api/flows/{id}/events</c> and <c>GET /api/events</c></summary>
internal static class EventsEndpoint
{
    private static readonly Parameter[] s_filter =
    [
        Accepted.Types, Accepted.From, Accepted.To, Accepted.Where, Accepted.Filter, Accepted.Descending, Accepted.EventLimit, Accepted.Cursor, Accepted.ListTimeLimit,
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
        static request => Prepare(request, PathFlow.Read(request), null))
    {
        File = static (http, request) => EventFile.Read(http, request, () => ReadQuery(request, PathFlow.Read(request), null)),
    };

    public static QueryEndpoint<EventsResponse> CreateForAll() => new(
        new EndpointDescription
        {
            Pattern = "/api/events",
            Name = "ListEvents",
            Summary = "Events of all flows, decoded, filtered, paged",
            Answer = "A page of the events in order of run and time, with the runs that they belong to.",
            Parameters = [Accepted.Flow, Accepted.Run, .. s_filter],
            Faults = [404],
            AnswerType = ExplorerJson.Api.EventsResponse,
            OtherMediaTypes = [MediaTypeOf.Csv, MediaTypeOf.JsonLines],
        },
        ExplorerJson.Api.EventsResponse,
        static request => Prepare(request, Accepted.Flow.Read(request), Accepted.Run.Read(request)))
    {
        File = static (http, request) => EventFile.Read(http, request, () => ReadQuery(request, Accepted.Flow.Read(request), Accepted.Run.Read(request))),
    };

    private static Func<StoreView, CancellationToken, EventsResponse> Prepare(RequestParameters request, FlowKey? flow, long? run)
    {
        EventQuery query = ReadQuery(request, flow, run);
        return (store, cancellation) => Answer(store, query, request.List, cancellation);
    }

    private static EventQuery ReadQuery(RequestParameters request, FlowKey? flow, long? run)
    {
        AskedEvents.MustAgree(flow, run);
        EventQuery query = new()
        {
            Flow = flow,
            RunId = run,
            Types = Accepted.Types.Read(request),
            FromNs = Accepted.From.Read(request),
            ToNs = Accepted.To.Read(request),
            Tests = Accepted.Where.Read(request),
            Filter = Accepted.Filter.Read(request),
            Descending = Accepted.Descending.Read(request),
            Limit = (int)Accepted.EventLimit.Read(request)!,
            Cursor = Accepted.Cursor.Read(request),
            TimeLimit = TimeLimit.ReadForList(request),
        };
        TimeRange.MustBeForward(query.FromNs, query.ToNs);
        return query;
    }

    /// <summary>A page of events. That there are none means just that, not that a name was mistyped.</summary>
    public static EventPage Ask(StoreView store, EventQuery query, CancellationToken cancellation)
    {
        AskedEvents.Check(store, query.RunId, query.Types, query.Tests, cancellation);
        EventPage page = store.Reader.GetEvents(query, cancellation);
        if (page is { Events.Count: 0, NextCursor: null } && query.Flow is { } flow && store.Reader.GetFlow(flow, cancellation) is null)
        {
            throw Fault.UnknownFlow(flow.ToString());
        }

        return page;
    }

    private static EventsResponse Answer(StoreView store, EventQuery query, string list, CancellationToken cancellation)
    {
        EventPage page = Ask(store, query, cancellation);

        // After the events: the names are then at least as new as the events are.
        EventTypeNames types = store.GetEventTypes(cancellation);
        return new EventsResponse(
            [.. page.Events.Select(e => EventResponse.Of(e, types.Find(e.TypeKey)))],
            RunStartResponse.Of(store.GetRuns(cancellation), page.Events.Select(static e => e.Flow.RunId)),
            page.NextCursor is not null, SealedCursor.Seal(page.NextCursor, list), ListStopResponse.Of(page.Stopped), MissingResponse.Of(page.Missing));
    }
}
