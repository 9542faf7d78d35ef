using System.Globalization;
using Ojo.Explorer.Responses;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Rows;

/// <summary>A row for each group: what makes it, and what it adds up to.</summary>
internal static class GroupRows
{
    public static void Write(GroupsResponse answer, RowWriter rows)
    {
        Dictionary<int, TypeNameResponse> types = answer.Types.ToDictionary(static type => type.TypeKey);
        rows.IsPartial |= answer.Remainder is not null;
        foreach (GroupResponse group in answer.Groups)
        {
            rows.Row();
            for (int n = 0; n < group.Keys.Count; n++)
            {
                WriteKey(rows, answer.Query, group, n, types);
            }

            rows.Number("count", group.Count);
            if (answer.Query.Field is not null)
            {
                rows.Number("sum", group.Sum?.Value.Value).Number("average", group.Average).Number("min", group.Min?.Value.Value).Number("max", group.Max?.Value.Value);
            }

            foreach ((double percent, ExactNumber value) in answer.Query.Percentiles.Zip(group.Percentiles))
            {
                rows.Number($"p{RowWriter.Flat(percent.ToString(CultureInfo.InvariantCulture))}", value.Value.Value);
            }
        }
    }

    private static void WriteKey(RowWriter rows, GroupQuery query, GroupResponse group, int n, Dictionary<int, TypeNameResponse> types)
    {
        object? key = group.Keys[n].Value;
        switch (query.By[n].Kind)
        {
            case GroupKind.Flow:
                rows.Text("flow", (string)key!);
                if (!query.By.Contains(GroupBy.Run))
                {
                    rows.Run(RowWriter.RunOf((string)key!));
                }

                break;
            case GroupKind.Run:
                rows.Run((long)key!);
                break;
            case GroupKind.Type:
                TypeNameResponse type = types[(int)(long)key!];
                rows.Text("type", type.Name);
                if (!query.By.Contains(GroupBy.Category))
                {
                    rows.Text("category", type.Category);
                }

                break;
            case GroupKind.Category:
                rows.Text("category", (string?)key);
                break;
            case GroupKind.Time:
                rows.Time("time", StartOf(rows, query, group) is { } startNs ? RowWriter.Since(startNs, (long)key!) : null).Number("tNs", (long)key!);
                break;
            default:
                WriteField(rows, $"field_{RowWriter.Flat(query.By[n].FieldName)}", key);
                break;
        }
    }

    private static void WriteField(RowWriter rows, string name, object? key)
    {
        if (key is Quantity number)
        {
            rows.Number(name, number.Value);
        }
        else
        {
            rows.Text(name, (string?)key);
        }
    }

    // Where events of several runs are in one group, no clock on the wall says when that was.
    private static long? StartOf(RowWriter rows, GroupQuery query, GroupResponse group)
    {
        if (query.Events.WallClockRuns is not null)
        {
            return 0;
        }

        long? run = query.Events.Flow?.RunId ?? query.Events.RunId;
        for (int n = 0; run is null && n < query.By.Count; n++)
        {
            run = query.By[n].Kind switch
            {
                GroupKind.Run => (long)group.Keys[n].Value!,
                GroupKind.Flow => RowWriter.RunOf((string)group.Keys[n].Value!),
                _ => null,
            };
        }

        return run is { } one ? rows.StartOf(one) : null;
    }
}
