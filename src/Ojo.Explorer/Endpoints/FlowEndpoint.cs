using Ojo.Explorer.Faults;
using Ojo.Explorer.Parameters;
using Ojo.Explorer.Responses;
using Ojo.Explorer.Stores;
using Ojo.Storage;

namespace Ojo.Explorer.Endpoints;

/// <summary><c>GET /api/flows/{id}</c></summary>
internal static class FlowEndpoint
{
    public static QueryEndpoint<FlowDetailsResponse> Create() => new(
        new EndpointDescription
        {
            Pattern = "/api/flows/{id}",
            Name = "GetFlow",
            Summary = "One flow with its run, its event types and its summary",
            Answer = "The flow.",
            PathIdDescription = PathFlow.Description,
            Parameters = [Accepted.Median],
            Faults = [404],
            AnswerType = ExplorerJson.Api.FlowDetailsResponse,
        },
        ExplorerJson.Api.FlowDetailsResponse,
        Prepare);

    private static Func<StoreView, CancellationToken, FlowDetailsResponse> Prepare(RequestParameters request)
    {
        FlowKey flow = PathFlow.Read(request);
        bool hasMedian = Accepted.Median.Read(request);
        return (store, cancellation) => (hasMedian ? store.Reader.GetFlow(flow, cancellation) : store.Reader.GetFlowQuickly(flow, cancellation)) is { } details
            ? FlowDetailsResponse.Of(details)
            : throw Fault.UnknownFlow(flow.ToString());
    }
}
