using Ojo.Explorer.Parameters;
using Ojo.Explorer.Responses;
using Ojo.Explorer.Rows;
using Ojo.Explorer.Stores;
using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Endpoints;

/// <summary><c>GET /api/event-counts</c></summary>
internal static class EventCountsEndpoint
{
    public static QueryEndpoint<EventCountsResponse> Create() => new(
        new EndpointDescription
        {
            Pattern = "/api/event-counts",
            Name = "GetEventCounts",
            Summary = "How many events of each type there are over time",
            Answer = "One list of counts per type, with an entry for each bucket. A flow or a run must be named, from whose run's start times count, or a range by the clock on the wall.",
            Parameters = [.. AskedEvents.Parameters, Accepted.CountsWidth, Accepted.TimeLimit],
            Faults = [404],
            AnswerType = ExplorerJson.Api.EventCountsResponse,
            OtherMediaTypes = [EventCountsForm.MediaType],
        },
        ExplorerJson.Api.EventCountsResponse,
        Prepare)
    {
        Binary = EventCountsForm.Binary,
        Rows = EventCountRows.Write,
    };

    private static Func<StoreView, CancellationToken, EventCountsResponse> Prepare(RequestParameters request)
    {
        TimeHistogramQuery query = new()
        {
            Events = AskedEvents.Read(request),
            Width = (int)Accepted.CountsWidth.Read(request)!,
            TimeLimit = TimeLimit.Read(request),
        };
        return (store, cancellation) => EventCountsResponse.Of(
            AskedEvents.Ask(store, query.Events, events => store.Reader.GetTimeHistogram(query with { Events = events }, cancellation), cancellation));
    }
}
