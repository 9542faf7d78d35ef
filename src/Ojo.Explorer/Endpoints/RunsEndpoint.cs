using Ojo.Explorer.Parameters;
using Ojo.Explorer.Responses;
using Ojo.Explorer.Rows;
using Ojo.Explorer.Stores;

namespace Ojo.Explorer.Endpoints;

/// <summary><c>GET /api/runs</c></summary>
internal static class RunsEndpoint
{
    public static QueryEndpoint<RunsResponse> Create() => new(
        new EndpointDescription
        {
            Pattern = "/api/runs",
            Name = "ListRuns",
            Summary = "Who wrote the traces, and when each run started",
            Answer = "The runs, in order of start.",
            Parameters = [Accepted.Service, Accepted.FromMs, Accepted.ToMs],
            AnswerType = ExplorerJson.Api.RunsResponse,
        },
        ExplorerJson.Api.RunsResponse,
        Prepare)
    {
        Rows = RunRows.Write,
    };

    private static Func<StoreView, CancellationToken, RunsResponse> Prepare(RequestParameters request)
    {
        AskedTimes times = AskedTimes.Read(request);
        IReadOnlyList<string> services = Accepted.Service.Read(request);
        return (store, cancellation) => new RunsResponse(
            [.. store.GetRuns(cancellation).Where(run => times.Meets(run) && (services.Count == 0 || services.Contains(run.Service))).Select(RunResponse.Of)]);
    }
}
