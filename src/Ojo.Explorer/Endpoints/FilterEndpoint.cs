using Ojo.Explorer.Faults;
using Ojo.Explorer.Parameters;
using Ojo.Explorer.Responses;
using Ojo.Explorer.Stores;
using Ojo.Storage;
using Ojo.Storage.Filters;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Endpoints;

/// <summary><c>GET /api/filter</c></summary>
internal static class FilterEndpoint
{
    /// <summary>So many flows are offered by name.</summary>
    private const int FlowsOffered = 20;

    public static QueryEndpoint<FilterResponse> Create() => new(
        new EndpointDescription
        {
            Pattern = "/api/filter",
            Name = "CheckFilter",
            Summary = "Whether a filter can be asked, what is wrong with it, and how it may go on",
            Answer = "What its terms are, and what may be written at the caret.",
            Parameters = [Accepted.FilterText, Accepted.Caret, Accepted.CompletedFlow],
            Faults = [404],
            AnswerType = ExplorerJson.Api.FilterResponse,
        },
        ExplorerJson.Api.FilterResponse,
        Prepare);

    private static Func<StoreView, CancellationToken, FilterResponse> Prepare(RequestParameters request)
    {
        string text = Accepted.FilterText.Read(request) ?? "";
        int caret = (int)Math.Min(Accepted.Caret.Read(request) ?? text.Length, text.Length);
        FlowKey? flow = Accepted.CompletedFlow.Read(request);
        return (store, cancellation) => Answer(store, text, caret, flow, cancellation);
    }

    private static FilterResponse Answer(StoreView store, string text, int caret, FlowKey? flow, CancellationToken cancellation)
    {
        IReadOnlyList<TypeCount>? counts = flow is { } key ? (store.Reader.GetFlowQuickly(key, cancellation) ?? throw Fault.UnknownFlow(key.ToString())).Types : null;
        FlowPage flows = store.Reader.GetFlows(new FlowQuery { Order = FlowOrder.Events, Descending = true, Limit = FlowsOffered }, cancellation);
        FilterCatalogue catalogue = new(store.GetEventTypes(cancellation).All, store.GetRuns(cancellation), counts, flows.Flows);
        var completions = FilterCompletionsResponse.Of(catalogue.Complete(text, caret));
        FilterTermResponse[] terms = [.. FilterCatalogue.TermsOf(text).Select(FilterTermResponse.Of)];
        try
        {
            var filter = Filter.Parse(text);
            catalogue.Check(filter);
            return new FilterResponse(true, filter.ToString(), null, terms, completions);
        }
        catch (FilterException fault)
        {
            return new FilterResponse(false, null, FilterErrorResponse.Of(fault), terms, completions);
        }
    }
}
