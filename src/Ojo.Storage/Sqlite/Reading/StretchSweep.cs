namespace Ojo.Storage.Sqlite.Reading;

/// <summary>
/// Divides a run's time so that in each part it is known which flows have events: a list over all flows then asks those
/// flows only, be they a hundred thousand otherwise.
/// </summary>
/// <remarks>
/// Stretches of files that were written at the same time overlap. The parts do not: each ends where a stretch begins or
/// ends, and has the flows of all stretches that reach into it. So no event is in two parts.
/// </remarks>
internal sealed class StretchSweep(ReaderConnection connection, EventFilter filter, long run)
{
    private const string Columns = "SELECT id, first_ns, last_ns FROM ojo_stretch";

    private readonly Statement _flows = connection.Prepare("SELECT flows FROM ojo_stretch WHERE id = ?1");
    private readonly List<(long Id, long FirstNs, long LastNs)> _open = [];

    /// <summary>The parts in the order of the list.</summary>
    public IEnumerable<(long Bound, MergeItem Item)> Parts() => filter.Descending ? Backward() : Forward();

    private IEnumerable<(long Bound, MergeItem Item)> Forward()
    {
        Statement rows = connection.Prepare($"""
            {Columns} WHERE run = ?1 AND first_ns BETWEEN ?2 AND ?3 AND last_ns >= ?4 {WantedKeys()} ORDER BY first_ns
            """);
        rows.Bind(1, run).Bind(2, filter.FirstNs - Longest()).Bind(3, filter.LastNs).Bind(4, filter.FirstNs);
        long position = filter.FirstNs;
        (long Id, long FirstNs, long LastNs)? next = Next(rows);
        while (_open.Count > 0 || next is not null)
        {
            position = _open.Count == 0 ? Math.Max(position, next!.Value.FirstNs) : position;
            for (; next is { } begun && begun.FirstNs <= position; next = Next(rows))
            {
                _open.Add(begun);
            }

            long end = Math.Min(_open.Min(static stretch => stretch.LastNs), filter.LastNs);
            end = next is { } later ? Math.Min(end, later.FirstNs - 1) : end;
            yield return (position, MergeItem.OfStretch(position, end, Flows(), descending: false));
            if (end == filter.LastNs)
            {
                yield break;
            }

            position = end + 1;
            _open.RemoveAll(stretch => stretch.LastNs < position);
        }
    }

    private IEnumerable<(long Bound, MergeItem Item)> Backward()
    {
        Statement rows = connection.Prepare($"""
            {Columns} WHERE run = ?1 AND last_ns BETWEEN ?2 AND ?3 AND first_ns <= ?4 {WantedKeys()} ORDER BY last_ns DESC
            """);
        rows.Bind(1, run).Bind(2, filter.FirstNs).Bind(3, Saturated.Add(filter.LastNs, Longest())).Bind(4, filter.LastNs);
        long position = filter.LastNs;
        (long Id, long FirstNs, long LastNs)? next = Next(rows);
        while (_open.Count > 0 || next is not null)
        {
            position = _open.Count == 0 ? Math.Min(position, next!.Value.LastNs) : position;
            for (; next is { } begun && begun.LastNs >= position; next = Next(rows))
            {
                _open.Add(begun);
            }

            long start = Math.Max(_open.Max(static stretch => stretch.FirstNs), filter.FirstNs);
            start = next is { } earlier ? Math.Max(start, earlier.LastNs + 1) : start;
            yield return (position, MergeItem.OfStretch(start, position, Flows(), descending: true));
            if (start == filter.FirstNs)
            {
                yield break;
            }

            position = start - 1;
            _open.RemoveAll(stretch => stretch.FirstNs > position);
        }
    }

    private static (long Id, long FirstNs, long LastNs)? Next(Statement rows) =>
        rows.Step() ? (rows.Int64(0), rows.Int64(1), rows.Int64(2)) : null;

    private string WantedKeys() => filter.Keys is null ? "" : $"AND keys & {SqlText.Number(filter.Keys.Bits)} <> 0";

    private long Longest() => connection.Prepare("SELECT longest FROM ojo_run WHERE id = ?1").Bind(1, run).Scalar() ?? 0;

    private HashSet<long> Flows()
    {
        var flows = new HashSet<long>();
        foreach ((long id, _, _) in _open)
        {
            if (_flows.Bind(1, id).Step())
            {
                FlowSet.Read(_flows.Blob(0), flows);
            }

            _flows.Reset();
        }

        return flows;
    }
}
