using Ojo.Explorer.Faults;
using Ojo.Explorer.Parameters;
using Ojo.Explorer.Responses;
using Ojo.Explorer.Rows;
using Ojo.Explorer.Stores;
using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Endpoints;

/// <summary><c>GET /api/flows</c></summary>
internal static class FlowsEndpoint
{
    public static QueryEndpoint<FlowsResponse> Create() => new(
        new EndpointDescription
        {
            Pattern = "/api/flows",
            Name = "ListFlows",
            Summary = "Flows: sort, search, page",
            Answer = "A page of the flows that match, with the runs that they belong to.",
            Parameters =
            [
                Accepted.Sort, Accepted.Descending, Accepted.Search, Accepted.FlowFilter, Accepted.Run, Accepted.Service, Accepted.Parent, Accepted.Activity, Accepted.FlowLimit, Accepted.Cursor, Accepted.ListTimeLimit,
            ],
            Faults = [404],
            AnswerType = ExplorerJson.Api.FlowsResponse,
        },
        ExplorerJson.Api.FlowsResponse,
        Prepare)
    {
        Rows = FlowRows.Write,
    };

    private static Func<StoreView, CancellationToken, FlowsResponse> Prepare(RequestParameters request)
    {
        long? run = Accepted.Run.Read(request);
        (FlowKey? parent, bool isRoot) = Accepted.Parent.Read(request);
        if (run is not null && parent is { } key && key.RunId != run)
        {
            throw Fault.BadParameter(Accepted.Parent.Name, $"parent={key} is of run {key.RunId}, not of run {run}. Leave run out, or make both the same.");
        }

        FlowQuery query = new()
        {
            RunId = parent?.RunId ?? run,
            ParentFlowId = parent?.FlowId,
            RootsOnly = isRoot,
            Search = Accepted.Search.Read(request),
            Filter = Accepted.Service.Narrow(request, Accepted.FlowFilter),
            Order = Accepted.Sort.Read(request),
            Descending = Accepted.Descending.Read(request),
            ActivityParts = (int?)Accepted.Activity.Read(request),
            Limit = (int)Accepted.FlowLimit.Read(request)!,
            Cursor = Accepted.Cursor.Read(request),
            TimeLimit = TimeLimit.ReadForList(request),
        };
        return (store, cancellation) => Answer(store, query, request.List, cancellation);
    }

    private static FlowsResponse Answer(StoreView store, FlowQuery query, string list, CancellationToken cancellation)
    {
        RunCheck.MustExist(store, query.ParentFlowId is null ? "run" : "parent", query.RunId, cancellation);
        FlowPage page = store.Reader.GetFlows(query, cancellation);
        return new FlowsResponse(
            [.. page.Flows.Select((flow, place) => FlowResponse.Of(flow) with { Activity = page.Activity?[place] })],
            RunStartResponse.Of(store.GetRuns(cancellation), page.Flows.Select(static f => f.Flow.RunId)),
            page.Total, page.NextCursor is not null, SealedCursor.Seal(page.NextCursor, list), page.IsPartial, MissingResponse.Of(page.Missing));
    }
}
