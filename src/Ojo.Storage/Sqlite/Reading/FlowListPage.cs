using Ojo.Storage.Queries;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>A page of flows in the making: what it has is given also where the time is up before it is whole.</summary>
internal sealed class FlowListPage(ReaderConnection connection, StoredCatalogue catalogue, int limit)
{
    private readonly FlowRowReader _reader = new(connection, catalogue);
    private readonly List<FlowRow> _flows = new(Math.Min(limit, 1000));
    private (long Sort, long Tie)? _last;
    private long _known;

    /// <summary>Takes the rows as they come.</summary>
    /// <param name="rows">The page's, and one more where there is another page.</param>
    /// <param name="total">How many flows match altogether.</param>
    public FlowPage Read(Statement rows, long total)
    {
        bool hasMore = Fill(rows, static _ => true);
        return new FlowPage(_flows, total, hasMore ? Cursor() : null);
    }

    /// <summary>Takes the rows of flows that have an event that is wanted.</summary>
    /// <param name="rows">From the page on.</param>
    /// <param name="all">All, for the count: those furthest from the page come first, so that no two statements are at one place.</param>
    /// <param name="hasEvent">Looks at a flow's events.</param>
    public FlowPage Look(Statement rows, Statement all, FlowLook hasEvent)
    {
        bool hasMore = Fill(rows, hasEvent.Find);
        string? next = hasMore ? Cursor() : null;
        _known = 0;
        while (all.Step())
        {
            _known += hasEvent.Find(FlowOf(all)) ? 1 : 0;
        }

        return new FlowPage(_flows, _known, next);
    }

    /// <summary>What there is of the page when the time is up.</summary>
    /// <param name="begun">Where it began.</param>
    public FlowPage Partial(string? begun) => new(_flows, Math.Max(_known, _flows.Count), _last is null ? begun : Cursor()) { IsPartial = true };

    /// <returns>Whether there are more rows than the page has.</returns>
    private bool Fill(Statement rows, Func<FlowKey, bool> isWanted)
    {
        while (rows.Step())
        {
            (long Sort, long Tie) place = (rows.Int64(FlowRowReader.ColumnCount), rows.Int64(FlowRowReader.ColumnCount + 1));
            if (isWanted(FlowOf(rows)))
            {
                if (_flows.Count == limit)
                {
                    rows.Reset();
                    return true;
                }

                _flows.Add(_reader.Read(rows));
            }

            // Where nothing further is found, the next page need not look at this one again.
            _last = place;
        }

        return false;
    }

    private static FlowKey FlowOf(Statement row) => new(row.Int64(1), (ulong)row.Int64(2));

    private string Cursor() => PageCursor.Write(_last!.Value.Sort, _last.Value.Tie);
}
