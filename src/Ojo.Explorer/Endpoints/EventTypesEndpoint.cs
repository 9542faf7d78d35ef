using Ojo.Explorer.Responses;
using Ojo.Explorer.Rows;

namespace Ojo.Explorer.Endpoints;

/// <summary><c>GET /api/event-types</c></summary>
internal static class EventTypesEndpoint
{
    public static QueryEndpoint<EventTypesResponse> Create() => new(
        new EndpointDescription
        {
            Pattern = "/api/event-types",
            Name = "ListEventTypes",
            Summary = "The catalogue: what each event type means, with its fields' types, kinds and units",
            Answer = "Every event type that the store knows, those without events too.",
            AnswerType = ExplorerJson.Api.EventTypesResponse,
        },
        ExplorerJson.Api.EventTypesResponse,
        static _ => static (store, cancellation) =>
            new EventTypesResponse([.. store.GetEventTypes(cancellation).All.Select(EventTypeResponse.Of)]))
    {
        Rows = EventTypeRows.Write,
    };
}
