using Ojo.Storage.Queries;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Lists flows, sorted and page by page.</summary>
internal static class FlowListQuery
{
    private const int MaxLimit = 1000;

    // ?1 run, ?2 parent, ?3 and ?4 the search, as a part of any text and as the beginning of a flow's name
    private const string Matches = """
        FROM ojo_flow AS f JOIN ojo_run AS r ON r.id = f.run
        WHERE (?1 IS NULL OR f.run = ?1)
          AND (?2 IS NULL OR f.parent = ?2)
          AND (?3 IS NULL OR f.flow_id LIKE ?3 ESCAPE '\' OR f.run || '-' || f.flow_id LIKE ?4 ESCAPE '\'
               OR r.service LIKE ?3 ESCAPE '\' OR r.host LIKE ?3 ESCAPE '\')
          AND (f.bits <> 0 OR EXISTS (
               SELECT 1 FROM ojo_flow_key AS c JOIN ojo_key AS k ON k.id = c.key JOIN ojo_type AS t ON t.id = k.type
               WHERE c.flow = f.id AND t.flow = 1))
        """;

    // The numbers from 2^63 on are negative here and belong after the others.
    private const string UnsignedOrder =
        "CASE WHEN f.bits < 0 THEN f.bits + 9223372036854775807 + 1 ELSE f.bits - 9223372036854775807 - 1 END";

    public static FlowPage Run(ReaderConnection connection, StoredCatalogue catalogue, FlowQuery query)
    {
        if (query.Limit is < 1 or > MaxLimit)
        {
            throw new StoreQueryException($"A page of flows has 1 to {MaxLimit}; {query.Limit} were asked for.");
        }

        if (query.ParentFlowId is not null && query.RunId is null)
        {
            throw new StoreQueryException("A parent flow is known within its run only: give the run too.");
        }

        connection.Interrupt(new TimeAllowance(query.TimeLimit));
        var flows = new List<FlowRow>(query.Limit);
        (long Sort, long Tie) last = default;
        try
        {
            return Read(connection, catalogue, query, flows, ref last);
        }
        catch (OperationCanceledException) when (connection.IsTimeUp)
        {
            string? next = flows.Count > 0 ? PageCursor.Write(last.Sort, last.Tie) : query.Cursor;
            return new FlowPage(flows, flows.Count, next) { IsPartial = true };
        }
    }

    private static FlowPage Read(
        ReaderConnection connection, StoredCatalogue catalogue, FlowQuery query, List<FlowRow> flows, ref (long Sort, long Tie) last)
    {
        long total = Bind(connection.Prepare("SELECT count(*) " + Matches), query).Scalar() ?? 0;
        Statement rows = Bind(connection.Prepare(PageSql(query)), query).Bind(7, query.Limit + 1);
        if (query.Cursor is null)
        {
            rows.BindNull(5).BindNull(6);
        }
        else
        {
            long[] after = PageCursor.Read(query.Cursor, 2);
            rows.Bind(5, after[0]).Bind(6, after[1]);
        }

        string? next = null;
        var reader = new FlowRowReader(connection, catalogue);
        while (rows.Step())
        {
            if (flows.Count == query.Limit)
            {
                next = PageCursor.Write(last.Sort, last.Tie);
                rows.Reset();
                break;
            }

            flows.Add(reader.Read(rows));
            last = (rows.Int64(FlowRowReader.ColumnCount), rows.Int64(FlowRowReader.ColumnCount + 1));
        }

        return new FlowPage(flows, total, next);
    }

    private static string PageSql(FlowQuery query)
    {
        (string sort, string tie) = query.Order switch
        {
            FlowOrder.FirstEvent => ("r.start_ns + f.first_ns", "f.id"),
            FlowOrder.LastEvent => ("r.start_ns + f.last_ns", "f.id"),
            FlowOrder.Duration => ("f.last_ns - f.first_ns", "f.id"),
            FlowOrder.Events => ("f.events", "f.id"),
            FlowOrder.Lost => ("""
                coalesce((SELECT sum(c.events) FROM ojo_flow_key AS c JOIN ojo_key AS k ON k.id = c.key JOIN ojo_type AS t ON t.id = k.type
                          WHERE c.flow = f.id AND t.role = 'packet_lost'), 0)
                """, "f.id"),
            FlowOrder.Id => ("f.run", UnsignedOrder),
            _ => throw new StoreQueryException($"Flows cannot be sorted by {query.Order}."),
        };
        (string direction, string beyond) = query.Descending ? ("DESC", "<") : ("ASC", ">");
        return $"""
            SELECT {FlowRowReader.Columns}, {sort} AS sort, {tie} AS tie
            {Matches} AND (?5 IS NULL OR ({sort}, {tie}) {beyond} (?5, ?6))
            ORDER BY sort {direction}, tie {direction} LIMIT ?7
            """;
    }

    private static Statement Bind(Statement statement, FlowQuery query)
    {
        string? search = string.IsNullOrWhiteSpace(query.Search) ? null : query.Search.Trim()
            .Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("%", @"\%", StringComparison.Ordinal)
            .Replace("_", @"\_", StringComparison.Ordinal);
        return statement.Bind(1, query.RunId).Bind(2, (long?)query.ParentFlowId)
            .Bind(3, search is null ? null : $"%{search}%").Bind(4, search is null ? null : $"{search}%");
    }
}
