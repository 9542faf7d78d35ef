using Ojo.Explorer.Parameters;
using Ojo.Explorer.Responses;
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
                Accepted.GroupSort, Accepted.LargestFirst, Accepted.GroupLimit, Accepted.TimeLimit,
            ],
            Faults = [404],
            AnswerType = ExplorerJson.Api.GroupsResponse,
        },
        ExplorerJson.Api.GroupsResponse,
        Prepare);

    private static Func<StoreView, CancellationToken, GroupsResponse> Prepare(RequestParameters request)
    {
        GroupQuery query = new()
        {
            By = Accepted.By.Read(request),
            Field = Accepted.SummedField.Read(request),
            Percentiles = Accepted.Percentiles.Read(request),
            Events = AskedEvents.Read(request),
            Order = Accepted.GroupSort.Read(request),
            Descending = Accepted.LargestFirst.Read(request),
            Limit = (int)Accepted.GroupLimit.Read(request)!,
            TimeLimit = TimeLimit.Read(request),
        };
        return (store, cancellation) =>
        {
            GroupResult result = AskedEvents.Ask(store, query.Events, () => store.Reader.GetGroups(query, cancellation), cancellation);
            return GroupsResponse.Of(query, result, store.GetRuns(cancellation));
        };
    }
}
