using System.Globalization;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>What a filter says to a list of flows by what the store has counted: no event is looked at.</summary>
/// <param name="Rows">The rows of the flows that may be listed, as a JSON array; null for all.</param>
/// <param name="HasEvents">The condition, as SQL on <c>f</c>, that a flow has events of types that the filter lets through; empty where all do.</param>
internal sealed record FlowListFilter(string? Rows, string HasEvents)
{
    public static FlowListFilter Of(StoredFilter? stored, ReaderConnection connection, StoredCatalogue catalogue) =>
        stored is null ? new FlowListFilter(null, "") : new FlowListFilter(RowsOf(stored, connection), HasEventsOf(stored, catalogue));

    private static string? RowsOf(StoredFilter stored, ReaderConnection connection)
    {
        if (stored.Flows is not { } choice)
        {
            return null;
        }

        IEnumerable<long> rows = StoredFilter.RunIds(connection).Where(choice.AllowsRun).SelectMany(run => choice.RowsIn(connection, run));
        return $"[{string.Join(',', rows.Select(static row => row.ToString(CultureInfo.InvariantCulture)))}]";
    }

    private static string HasEventsOf(StoredFilter stored, StoredCatalogue catalogue)
    {
        if (!stored.Plan.RestrictsTypes)
        {
            return "";
        }

        string keys = string.Join(", ", catalogue.Keys.Values.Where(key => stored.Plan.MayPass(key.Type.Id)).Select(static key => key.Id).Order());
        return $" AND EXISTS (SELECT 1 FROM ojo_flow_key AS e WHERE e.flow = f.id AND e.key IN ({keys}))";
    }
}
