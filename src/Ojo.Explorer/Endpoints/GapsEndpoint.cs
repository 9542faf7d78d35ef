using Ojo.Explorer.Parameters;
using Ojo.Explorer.Responses;
using Ojo.Explorer.Stores;

namespace Ojo.Explorer.Endpoints;

/// <summary><c>GET /api/gaps</c></summary>
internal static class GapsEndpoint
{
    public static QueryEndpoint<GapsResponse> Create() => new(
        new EndpointDescription
        {
            Pattern = "/api/gaps",
            Name = "ListGaps",
            Summary = "Where events were lost, and why",
            Answer = "The gaps, in order of run and time.",
            Parameters = [Accepted.Run],
            Faults = [404],
            AnswerType = ExplorerJson.Api.GapsResponse,
        },
        ExplorerJson.Api.GapsResponse,
        Prepare);

    private static Func<StoreView, CancellationToken, GapsResponse> Prepare(RequestParameters request)
    {
        long? run = Accepted.Run.Read(request);
        return (store, cancellation) =>
        {
            RunCheck.MustExist(store, Accepted.Run.Name, run, cancellation);
            return new GapsResponse([.. store.Reader.GetGaps(run, cancellation).Select(GapResponse.Of)]);
        };
    }
}
