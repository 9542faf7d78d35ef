using Ojo.Storage.Filters;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>A filter that has been looked up in a store in one state.</summary>
/// <param name="Plan">What it says of types, times and flows.</param>
/// <param name="Flows">The flows that it lets through; null for all.</param>
internal sealed record StoredFilter(FilterPlan Plan, FlowChoice? Flows)
{
    /// <summary>Looks a filter up; null where there is none, or it lets everything through.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="connection">The file, or the index of files, that knows all runs and flows.</param>
    /// <param name="catalogue">What events mean.</param>
    /// <exception cref="FilterException">It asks for what the store does not know.</exception>
    public static StoredFilter? Of(Filter? filter, ReaderConnection connection, StoredCatalogue catalogue)
    {
        if (filter is null or { IsEmpty: true })
        {
            return null;
        }

        FilterPlan plan = FilterPlan.Of(filter, catalogue.FilterTypes, Runs(connection));
        return new StoredFilter(plan, plan.Flows.IsAll ? null : new FlowChoice(plan.Flows, plan.Flows.NeedsFacts ? FlowFactsQuery.Run(connection, catalogue, plan.Flows) : null));
    }

    /// <summary>The runs of a store.</summary>
    public static IReadOnlyList<long> RunIds(ReaderConnection connection) => [.. Runs(connection).Select(static run => run.RunId)];

    private static List<FilterRun> Runs(ReaderConnection connection)
    {
        Statement rows = connection.Prepare("SELECT id, service, host FROM ojo_run ORDER BY id");
        var runs = new List<FilterRun>();
        while (rows.Step())
        {
            runs.Add(new FilterRun(rows.Int64(0), rows.TextOrNull(1), rows.TextOrNull(2)));
        }

        return runs;
    }
}
