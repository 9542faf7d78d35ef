using System.Text.Json.Serialization;
using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Responses;

/// <summary>What the events of each group add up to.</summary>
/// <param name="By">What makes a group, in the words that it was asked for; each of a group's keys belongs to one of them.</param>
/// <param name="Groups">The first groups, as many as were asked for.</param>
/// <param name="Remainder">What all other events that match add up to; null where there are none. It has no keys.</param>
/// <param name="GroupCount">How many groups were told apart.</param>
/// <param name="Bounded">Whether there were more groups than can be told apart: events of those met last are only in the remainder.</param>
/// <param name="Types">The event types that keys name.</param>
/// <param name="Runs">The runs that keys name.</param>
/// <param name="Partial">How far it came where its time was up, or what it lacks; null where every event has been looked at.</param>
internal sealed record GroupsResponse(
    IReadOnlyList<string> By, IReadOnlyList<GroupResponse> Groups, GroupResponse? Remainder, int GroupCount, bool Bounded,
    IReadOnlyList<TypeNameResponse> Types, IReadOnlyList<RunStartResponse> Runs, PartialResponse? Partial) : IMayLack
{
    /// <inheritdoc/>
    [JsonIgnore]
    public bool LacksSomething => Partial is not null;

    /// <summary>What was asked.</summary>
    [JsonIgnore]
    public GroupQuery Query { get; init; } = new();

    public static GroupsResponse Of(GroupQuery query, GroupResult result, IReadOnlyList<StoredRun> runs) => new(
        [.. query.By.Select(WordOf)], [.. result.Groups.Select(group => GroupResponse.Of(group, query.By))],
        result.Remainder is { } remainder ? GroupResponse.Of(remainder, []) : null, result.GroupCount, result.IsBounded,
        [.. Keys<StoredEventType>(result).DistinctBy(static type => type.TypeKey).Select(TypeNameResponse.Of)],
        RunStartResponse.Of(runs, Keys<FlowKey>(result).Select(static flow => flow.RunId).Concat(RunsNamed(query, result))), PartialResponse.Of(result.Partial))
    {
        Query = query,
    };

    private static string WordOf(GroupBy by) => by.Kind switch
    {
        GroupKind.Field => $"field:{by.FieldName}",
        GroupKind.Time => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"time:{by.BucketNs}"),
        _ => SnakeCase.Of(by.Kind),
    };

    private static IEnumerable<T> Keys<T>(GroupResult result) => result.Groups.SelectMany(static group => group.Keys).OfType<T>();

    private static IEnumerable<long> RunsNamed(GroupQuery query, GroupResult result)
    {
        int place = query.By.ToList().IndexOf(GroupBy.Run);
        return place < 0 ? [] : result.Groups.Select(group => (long)group.Keys[place]!);
    }
}
