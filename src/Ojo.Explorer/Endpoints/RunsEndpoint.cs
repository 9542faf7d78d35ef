using Ojo.Explorer.Responses;

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
            Answer = "Every run, in order of start.",
            AnswerType = ExplorerJson.Api.RunsResponse,
        },
        ExplorerJson.Api.RunsResponse,
        static _ => static (store, cancellation) => new RunsResponse([.. store.GetRuns(cancellation).Select(RunResponse.Of)]));
}
