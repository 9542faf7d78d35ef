using Ojo.Storage.Filters;
using Ojo.Storage.Queries;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Lists flows, sorted and page by page.</summary>
internal static class FlowListQuery
{
    private const int MaxLimit = 1000;

    // ?9 whether only those are meant whose parent is none, or is not there;
    // ?8 the rows of the flows that a filter lets through;
    // ?1 run, ?2 parent, ?3 and ?4 the search, as a part of any text and as the beginning of a flow's name
    private const string Matches = """
        FROM ojo_flow AS f JOIN ojo_run AS r ON r.id = f.run
        WHERE (?8 IS NULL OR f.id IN (SELECT value FROM json_each(?8)))
          AND (?1 IS NULL OR f.run = ?1)
          AND (?2 IS NULL OR f.parent = ?2)
          AND (?9 IS NULL OR f.parent IS NULL OR NOT EXISTS (SELECT 1 FROM ojo_flow AS p WHERE p.run = f.run AND p.bits = f.parent))
          AND (?3 IS NULL OR f.flow_id LIKE ?3 ESCAPE '\' OR f.run || '-' || f.flow_id LIKE ?4 ESCAPE '\'
               OR r.service LIKE ?3 ESCAPE '\' OR r.host LIKE ?3 ESCAPE '\')
          AND (f.bits <> 0 OR EXISTS (
               SELECT 1 FROM ojo_flow_key AS c JOIN ojo_key AS k ON k.id = c.key JOIN ojo_type AS t ON t.id = k.type
               WHERE c.flow = f.id AND t.flow = 1))
        """;

    // The numbers from 2^63 on are negative here and belong after the others.
    private const string UnsignedOrder =
        "CASE WHEN f.bits < 0 THEN f.bits + 9223372036854775807 + 1 ELSE f.bits - 9223372036854775807 - 1 END";

    /// <summary>Reads the page.</summary>
    /// <param name="connection">Where the flows' totals are.</param>
    /// <param name="catalogue">What events mean.</param>
    /// <param name="query">Which flows.</param>
    /// <param name="allowance">When the page is given as far as it is.</param>
    /// <param name="look">Looks at flows' events where a filter asks for more than how many there are of each type.</param>
    /// <exception cref="StoreQueryException">The query cannot be answered.</exception>
    public static FlowPage Run(ReaderConnection connection, StoredCatalogue catalogue, FlowQuery query, TimeAllowance allowance, Func<Filter, EventFilter, FlowLook> look)
    {
        if (query.Limit is < 1 or > MaxLimit)
        {
            throw new StoreQueryException($"A page of flows has 1 to {MaxLimit}; {query.Limit} were asked for.");
        }

        FlowActivity.Require(query);
        if (query.ParentFlowId is not null && query.RunId is null)
        {
            throw new StoreQueryException("A parent flow is known within its run only: give the run too.");
        }

        if (query is { RootsOnly: true, ParentFlowId: not null })
        {
            throw new StoreQueryException("A flow that belongs to no other has no parent: ask for the children of one, or for those without.");
        }

        StoredFilter? stored = StoredFilter.Of(query.Filter, connection, catalogue);
        var choice = FlowListFilter.Of(stored, connection, catalogue);
        connection.Interrupt(allowance);
        var page = new FlowListPage(connection, catalogue, query.Limit);
        try
        {
            return stored is { Plan.LooksAtEvents: true }
                ? page.Look(Rows(connection, query, choice, limit: -1), Rows(connection, query with { Cursor = null, Descending = !query.Descending }, choice, limit: -1), look(query.Filter!, EventFilter.Of(catalogue, null, null, null, [], stored) with { Flows = null }))
                : page.Read(Rows(connection, query, choice, query.Limit + 1), Bind(connection.Prepare("SELECT count(*) " + Matches + choice.HasEvents), query, choice).Scalar() ?? 0);
        }
        catch (OperationCanceledException) when (connection.IsTimeUp)
        {
            return page.Partial(query.Cursor);
        }
    }

    private static Statement Rows(ReaderConnection connection, FlowQuery query, FlowListFilter choice, int limit)
    {
        Statement rows = Bind(connection.Prepare(PageSql(query, choice)), query, choice).Bind(7, limit);
        if (query.Cursor is null)
        {
            return rows.BindNull(5).BindNull(6);
        }

        long[] after = PageCursor.Read(query.Cursor, 2);
        return rows.Bind(5, after[0]).Bind(6, after[1]);
    }

    private static string PageSql(FlowQuery query, FlowListFilter choice)
    {
        (string sort, string tie) = query.Order switch
        {
            FlowOrder.FirstEvent => ("r.start_ns + f.first_ns", "f.id"),
            FlowOrder.LastEvent => ("r.start_ns + f.last_ns", "f.id"),
            FlowOrder.Duration => ("f.last_ns - f.first_ns", "f.id"),
            FlowOrder.Events => ("f.events", "f.id"),
            FlowOrder.Lost => ($"coalesce({CountOf("packet_lost")}, 0)", "f.id"),
            FlowOrder.Rate => ("CASE WHEN f.last_ns > f.first_ns THEN CAST(f.events * 1e15 / (f.last_ns - f.first_ns) AS INTEGER) ELSE -1 END", "f.id"),
            FlowOrder.Loss => ($"coalesce(CAST(coalesce({CountOf("packet_lost")}, 0) * 1e12 / {CountOf("packet_sent")} AS INTEGER), -1)", "f.id"),
            FlowOrder.Id => ("f.run", UnsignedOrder),
            _ => throw new StoreQueryException($"Flows cannot be sorted by {query.Order}."),
        };
        (string direction, string beyond) = query.Descending ? ("DESC", "<") : ("ASC", ">");
        return $"""
            SELECT {FlowRowReader.Columns}, {sort} AS sort, {tie} AS tie
            {Matches}{choice.HasEvents} AND (?5 IS NULL OR ({sort}, {tie}) {beyond} (?5, ?6))
            ORDER BY sort {direction}, tie {direction} LIMIT ?7
            """;
    }

    /// <summary>How many events of a role a flow has; NULL where none.</summary>
    private static string CountOf(string role) => $"""
        (SELECT sum(c.events) FROM ojo_flow_key AS c JOIN ojo_key AS k ON k.id = c.key JOIN ojo_type AS t ON t.id = k.type
         WHERE c.flow = f.id AND t.role = '{role}')
        """;

    private static Statement Bind(Statement statement, FlowQuery query, FlowListFilter choice)
    {
        string? search = string.IsNullOrWhiteSpace(query.Search) ? null : query.Search.Trim()
            .Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("%", @"\%", StringComparison.Ordinal)
            .Replace("_", @"\_", StringComparison.Ordinal);
        return statement.Bind(1, query.RunId).Bind(2, (long?)query.ParentFlowId)
            .Bind(3, search is null ? null : $"%{search}%").Bind(4, search is null ? null : $"{search}%").Bind(8, choice.Rows).Bind(9, query.RootsOnly ? 1L : (long?)null);
    }
}
