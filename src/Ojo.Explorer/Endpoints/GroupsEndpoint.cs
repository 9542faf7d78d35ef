using Ojo.Explorer.Faults;
using Ojo.Explorer.Parameters;
using Ojo.Explorer.Responses;
using Ojo.Explorer.Rows;
using Ojo.Explorer.Stores;
using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Endpoints;

/// <summary><c>GET /api/groups</c></summary>
internal static class GroupsEndpoint
{
    public static QueryEndpoint<GroupsResponse> Create() => new(
        new EndpointDescription
        {
            Pattern = "/api/groups",
            Name = "GetGroups",
            Summary = "What the events of each group add up to: counts, sums, averages, extremes and percentiles of a field",
            Answer = "The first groups, what all others add up to, and the types and runs that they name.",
            Parameters =
            [
                Accepted.By, Accepted.SummedField, Accepted.Percentiles, .. AskedEvents.Parameters,
                Accepted.GroupWidth, Accepted.GroupSort, Accepted.LargestFirst, Accepted.GroupLimit, Accepted.TimeLimit,
            ],
            Faults = [404],
            AnswerType = ExplorerJson.Api.GroupsResponse,
        },
        ExplorerJson.Api.GroupsResponse,
        Prepare)
    {
        Rows = GroupRows.Write,
    };

    private static Func<StoreView, CancellationToken, GroupsResponse> Prepare(RequestParameters request)
    {
        EventSelection events = AskedEvents.Read(request);
        GroupQuery query = new()
        {
            By = [.. Accepted.By.Read(request).Select(by => ReferenceEquals(by, GroupByParameter.PartsOfRange) ? PartsOf(events, request) : by)],
            Field = Accepted.SummedField.Read(request),
            Percentiles = Accepted.Percentiles.Read(request),
            Events = events,
            Order = Accepted.GroupSort.Read(request),
            Descending = Accepted.LargestFirst.Read(request),
            Limit = (int)Accepted.GroupLimit.Read(request)!,
            TimeLimit = TimeLimit.Read(request),
        };
        return (store, cancellation) =>
        {
            GroupResult result = AskedEvents.Ask(store, query.Events, selected => store.Reader.GetGroups(query with { Events = selected }, cancellation), cancellation);
            return GroupsResponse.Of(query, result, store.GetRuns(cancellation));
        };
    }

    private static GroupBy PartsOf(EventSelection events, RequestParameters request) => events is { FromNs: { } fromNs, ToNs: { } toNs }
        ? GroupBy.Time(LengthOf(Math.Max(0, fromNs), toNs, Accepted.GroupWidth.Read(request)!.Value))
        : throw Fault.BadParameter(Accepted.By.Name, $"by=time divides a range whose ends are known: give from and to, or fromMs and toMs; or say how long a stretch is, as {Accepted.By.Name}=time:1000000000.");

    private static long LengthOf(long fromNs, long toNs, long parts) => (long)Int128.Max(1, ((Int128)toNs - fromNs + parts - 1) / parts);
}
