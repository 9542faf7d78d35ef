using Ojo.Explorer.Parameters;
using Ojo.Explorer.Responses;
using Ojo.Explorer.Rows;
using Ojo.Explorer.Stores;
using Ojo.Storage.Queries;

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
            Parameters = [Accepted.Run, Accepted.Service, Accepted.FromMs, Accepted.ToMs],
            Faults = [404],
            AnswerType = ExplorerJson.Api.GapsResponse,
        },
        ExplorerJson.Api.GapsResponse,
        Prepare)
    {
        Rows = GapRows.Write,
    };

    private static Func<StoreView, CancellationToken, GapsResponse> Prepare(RequestParameters request)
    {
        long? run = Accepted.Run.Read(request);
        IReadOnlyList<string> services = Accepted.Service.Read(request);
        AskedTimes times = AskedTimes.Read(request);
        return (store, cancellation) =>
        {
            RunCheck.MustExist(store, Accepted.Run.Name, run, cancellation);
            Dictionary<long, StoredRun> runs = store.GetRuns(cancellation).Where(one => services.Count == 0 || services.Contains(one.Service)).ToDictionary(static one => one.RunId);
            return new GapsResponse([.. store.Reader.GetGaps(run, cancellation).Where(gap => runs.TryGetValue(gap.RunId, out StoredRun? one) && Ends(gap, one, times)).Select(GapResponse.Of)]);
        };
    }

    // A gap is one event of the chart: it counts where it ends, which is when the tracer wrote of it.
    private static bool Ends(Gap gap, StoredRun run, AskedTimes times)
    {
        (long? fromNs, long? toNs) = times.Of(run);
        return !(gap.ToNs < fromNs) && !(gap.ToNs >= toNs);
    }
}
