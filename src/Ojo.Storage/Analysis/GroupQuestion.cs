using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Answers what the events of each group add up to.</summary>
internal sealed class GroupQuestion(IStoreReader reader, GroupQuery query, TimeProvider time, CancellationToken cancellation)
{
    private const int MostLimit = 10_000;
    private const int MostDimensions = 3;
    private const int MostPercentiles = 16;

    /// <summary>How many groups are told apart; fewer with percentiles, which take memory for each.</summary>
    public const int MostGroups = 100_000;
    public const int MostGroupsWithPercentiles = 1000;

    /// <summary>So many values are kept one by one for percentiles, in 8 MiB; after that they are sketched.</summary>
    public const int MostExactValues = 1024 * 1024;

    public GroupResult Answer()
    {
        RequireSense();
        Selection selection = Selection.Of(reader, query.Events, cancellation);
        IReadOnlyList<FieldSource>? fields = query.Field is null ? null : selection.AllTypes.FindNumbers(selection.Types, query.Field);
        NumberOrder order = fields is null ? NumberOrder.Unsigned : FieldSource.OrderOf(fields);
        ByType<FieldSource>? sources = fields is null ? null : new(fields.Select(field => KeyValuePair.Create(field.TypeKey, field)));
        bool hasPercentiles = query.Percentiles.Count > 0;
        int most = hasPercentiles ? MostGroupsWithPercentiles : MostGroups;
        GroupDimension[] dimensions = [.. query.By.Select(by => GroupDimensions.Of(by, selection, most))];
        var sink = new GroupSink(selection, dimensions, sources, order, hasPercentiles ? new SampleBudget(MostExactValues) : null, most);

        using var limited = new LimitedScan(reader, query.TimeLimit, time, cancellation);
        foreach (EventScan scan in selection.Scans(Types(selection, dimensions, sources)))
        {
            limited.Run(scan, sink);
        }

        return ToResult(sink, dimensions, limited.Partial);
    }

    private void RequireSense()
    {
        if (query.Limit is < 1 or > MostLimit)
        {
            throw new StoreQueryException($"1 to {MostLimit} groups can be asked for; {query.Limit} were.");
        }

        if (query.By.Count > MostDimensions)
        {
            throw new StoreQueryException($"Groups are made by at most {MostDimensions} things at once; these are {query.By.Count}.");
        }

        if (query.Percentiles.Count > MostPercentiles)
        {
            throw new StoreQueryException($"At most {MostPercentiles} percentiles can be asked for at once; these are {query.Percentiles.Count}.");
        }

        if (query.Percentiles.FirstOrDefault(static percent => percent is not (>= 0 and <= 100), 50) is not (>= 0 and <= 100) and double wrong)
        {
            throw new StoreQueryException($"A percentile is a number from 0 to 100; {wrong} is none.");
        }

        if (query.Field is null && (query.Percentiles.Count > 0 || query.Order is not (GroupOrder.Count or GroupOrder.Key)))
        {
            throw new StoreQueryException("Name the field whose values are to be added up; without one, groups are counted, and sorted by count or key.");
        }

        if (query.Order == GroupOrder.Percentile && query.Percentiles.Count == 0)
        {
            throw new StoreQueryException("Groups can be sorted by a percentile only if one is asked for.");
        }
    }

    private static IEnumerable<ScannedType> Types(Selection selection, GroupDimension[] dimensions, ByType<FieldSource>? sources)
    {
        foreach (StoredEventType type in selection.Types)
        {
            FieldSource? source = null;
            if (sources is not null && !sources.TryGet(type.TypeKey, out source))
            {
                continue;
            }

            int?[] words = [source?.Words ?? 1, .. dimensions.Select(dimension => dimension.WordsOf(type))];
            if (words.All(static count => count is not null))
            {
                yield return new ScannedType(type.TypeKey, words.Max() ?? 1);
            }
        }
    }

    private GroupResult ToResult(GroupSink sink, GroupDimension[] dimensions, PartialAnswer? partial)
    {
        var all = sink.Groups.Select(pair => (Id: pair.Key, Totals: pair.Value)).ToList();
        var groups = all.ConvertAll(group => (group.Id, group.Totals, Rank: RankOf(group.Totals)));
        groups.Sort((left, right) =>
        {
            int byRank = query.Order == GroupOrder.Key ? 0 : left.Rank.CompareTo(right.Rank);
            int byKey = ComparisonOfKeys(dimensions, left.Id, right.Id);
            return byRank != 0 ? (query.Descending ? -byRank : byRank)
                : query.Order == GroupOrder.Key && query.Descending ? -byKey : byKey;
        });
        GroupTotals? remainder = sink.Remainder;
        List<Group> shown = [.. groups.Take(query.Limit)
            .Select(group => group.Totals.ToGroup(KeysOf(dimensions, group.Id), query.Percentiles))];
        foreach (var group in groups.Skip(query.Limit))
        {
            (remainder ??= sink.NewTotals()).Take(group.Totals);
        }

        return new GroupResult(shown, remainder?.ToGroup([], query.Percentiles), groups.Count, sink.Remainder is not null, partial);
    }

    private (Int128 Whole, double Real) RankOf(GroupTotals totals)
    {
        if (query.Order is GroupOrder.Count or GroupOrder.Key)
        {
            return (totals.Count, 0);
        }

        Group group = totals.ToGroup([], query.Order == GroupOrder.Percentile ? [query.Percentiles[0]] : []);
        Quantity rank = query.Order switch
        {
            GroupOrder.Sum => group.Sum!.Value,
            GroupOrder.Average => Quantity.Of(group.Average!.Value),
            GroupOrder.Min => group.Min!.Value,
            GroupOrder.Max => group.Max!.Value,
            _ => group.Percentiles[0],
        };
        return (rank.Whole ?? 0, rank.Value);
    }

    private static int ComparisonOfKeys(GroupDimension[] dimensions, (ulong, ulong, ulong) left, (ulong, ulong, ulong) right)
    {
        for (int n = 0; n < dimensions.Length; n++)
        {
            int comparison = dimensions[n].Compare(PartOf(left, n), PartOf(right, n));
            if (comparison != 0)
            {
                return comparison;
            }
        }

        return 0;
    }

    private static object?[] KeysOf(GroupDimension[] dimensions, (ulong, ulong, ulong) id) =>
        [.. dimensions.Select((dimension, n) => dimension.KeyOf(PartOf(id, n)))];

    private static ulong PartOf((ulong First, ulong Second, ulong Third) id, int n) => n switch
    {
        0 => id.First,
        1 => id.Second,
        _ => id.Third,
    };
}
