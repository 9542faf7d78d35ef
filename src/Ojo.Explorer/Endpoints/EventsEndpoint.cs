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
        Accepted.Types, Accepted.From, Accepted.To, Accepted.Where, Accepted.Descending, Accepted.EventLimit, Accepted.Cursor,
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
        },
        ExplorerJson.Api.EventsResponse,
        static request => Prepare(request, PathFlow.Read(request), null));

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
        },
        ExplorerJson.Api.EventsResponse,
        static request => Prepare(request, Accepted.Flow.Read(request), Accepted.Run.Read(request)));

    private static Func<StoreView, CancellationToken, EventsResponse> Prepare(RequestParameters request, FlowKey? flow, long? run)
    {
        if (flow is { } key && run is not null && key.RunId != run)
        {
            throw Fault.BadParameter(Accepted.Flow.Name, $"flow={key} is of run {key.RunId}, not of run {run}. Leave run out, or make both the same.");
        }

        EventQuery query = new()
        {
            Flow = flow,
            RunId = run,
            Types = Accepted.Types.Read(request),
            FromNs = Accepted.From.Read(request),
            ToNs = Accepted.To.Read(request),
            Tests = Accepted.Where.Read(request),
            Descending = Accepted.Descending.Read(request),
            Limit = (int)Accepted.EventLimit.Read(request)!,
            Cursor = Accepted.Cursor.Read(request),
        };
        TimeRange.MustBeForward(query.FromNs, query.ToNs);
        return (store, cancellation) => Answer(store, query, request.List, cancellation);
    }

    private static EventsResponse Answer(StoreView store, EventQuery query, string list, CancellationToken cancellation)
    {
        Check(store, query, cancellation);
        EventPage page = store.Reader.GetEvents(query, cancellation);
        if (page.Events.Count == 0 && query.Flow is { } flow && store.Reader.GetFlow(flow, cancellation) is null)
        {
            throw Fault.UnknownFlow(flow.ToString());
        }

        // After the events: the names are then at least as new as the events are.
        EventTypeNames types = store.GetEventTypes(cancellation);
        return new EventsResponse(
            [.. page.Events.Select(e => EventResponse.Of(e, types.Find(e.TypeKey)))],
            RunStartResponse.Of(store.GetRuns(cancellation), page.Events.Select(static e => e.Flow.RunId)),
            page.NextCursor is not null, SealedCursor.Seal(page.NextCursor, list));
    }

    /// <summary>An empty page must mean that there are no such events, not that a name was mistyped.</summary>
    private static void Check(StoreView store, EventQuery query, CancellationToken cancellation)
    {
        RunCheck.MustExist(store, Accepted.Run.Name, query.RunId, cancellation);
        if (query.Types.Count == 0 && query.Tests.Count == 0)
        {
            return;
        }

        EventTypeNames names = store.GetEventTypes(cancellation);
        IReadOnlyList<StoredEventType> types = query.Types.Count == 0
            ? names.All
            : [.. query.Types.SelectMany(word => names.Resolve(Accepted.Types.Name, word))];
        string owner = query.Types.Count == 0 ? "No event type of this store" : "None of the event types asked for";
        foreach (FieldTest test in query.Tests)
        {
            EventTypeNames.CheckField(Accepted.Where.Name, test.Field, types, owner);
        }
    }
}
