using System.Globalization;
using Ojo.Explorer.Faults;
using Ojo.Explorer.Parameters;
using Ojo.Explorer.Responses;
using Ojo.Explorer.Rows;
using Ojo.Explorer.Stores;

namespace Ojo.Explorer.Endpoints;

/// <summary><c>GET /api/trends</c></summary>
internal static class TrendsEndpoint
{
    public static QueryEndpoint<TrendsResponse> Create() => new(
        new EndpointDescription
        {
            Pattern = "/api/trends",
            Name = "GetTrends",
            Summary = "What each service did over time, by the clock on the wall: events, packets sent and lost, flows started, events dropped",
            Answer = "One list of numbers of each kind per service, with an entry for each bucket.",
            Parameters = [Accepted.Run, Accepted.Service, Accepted.TrendFromMs, Accepted.TrendToMs, Accepted.CountsWidth, Accepted.TimeLimit],
            Faults = [404],
            AnswerType = ExplorerJson.Api.TrendsResponse,
        },
        ExplorerJson.Api.TrendsResponse,
        Prepare)
    {
        Rows = TrendRows.Write,
    };

    private static Func<StoreView, CancellationToken, TrendsResponse> Prepare(RequestParameters request)
    {
        AskedTimes times = AskedTimes.Read(request);
        if (times is not { FromNs: { } fromNs, ToNs: { } toNs } || fromNs == toNs)
        {
            throw Fault.BadParameter(Accepted.FromMs.Name, "A trend is of a range of time: give fromMs and a later toMs, milliseconds since the Unix epoch.");
        }

        long? run = Accepted.Run.Read(request);
        IReadOnlyList<string> services = Accepted.Service.Read(request);
        int width = (int)Accepted.CountsWidth.Read(request)!;
        TimeSpan limit = TimeLimit.Read(request);
        return (store, cancellation) =>
        {
            RunCheck.MustExist(store, Accepted.Run.Name, run, cancellation);
            var byService = store.GetRuns(cancellation)
                .Where(one => times.Meets(one) && (run is null || one.RunId == run) && (services.Count == 0 || services.Contains(one.Service)))
                .GroupBy(static one => one.Service).OrderBy(static group => group.Key, StringComparer.Ordinal).ToList();
            return byService.Count <= Trends.MostServices
                ? new Trends(store, fromNs, toNs, width, limit, cancellation).Of(byService)
                : throw Fault.BadParameter(Accepted.Service.Name, string.Create(CultureInfo.InvariantCulture,
                    $"{byService.Count} services ran in this time, and trends are of {Trends.MostServices} at most. Name one with {Accepted.Service.Name}, or ask for a shorter time."));
        };
    }
}
