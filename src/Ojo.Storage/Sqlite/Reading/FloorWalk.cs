namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Walks through what the pyramid says of one field of one flow, from the floor that whoever looks wants, down to where it must be known exactly.</summary>
internal sealed class FloorWalk(ReaderConnection connection, long flow, int key, int field)
{
    private static readonly (long Ns, long Block) s_first = (long.MinValue, long.MinValue);

    /// <summary>Walks through a range of times.</summary>
    /// <param name="top">The floor to begin on; 0 is the ground.</param>
    /// <param name="fromNs">Summaries that begin before this time are of no interest.</param>
    /// <param name="toNs">Nor are those that begin at or after this time.</param>
    /// <param name="look">Is shown a row and its floor, and says whether what is beneath must be looked at. On the ground that is all one.</param>
    public void Go(int top, long fromNs, long toNs, Func<FloorRow, int, bool> look) =>
        Go(top, (fromNs, long.MinValue), (toNs, long.MinValue), look);

    private void Go(int floor, (long Ns, long Block) from, (long Ns, long Block) before, Func<FloorRow, int, bool> look)
    {
        if (floor == 0)
        {
            foreach (FloorRow row in Ground(from, before))
            {
                look(row, 0);
            }

            return;
        }

        // Floors have no gaps: what is not beneath a row comes after the last.
        (long Ns, long Block) end = s_first;
        foreach (FloorRow row in Floor(floor, from, before))
        {
            end = row.End;
            if (look(row, floor))
            {
                Go(floor - 1, Max(from, row.From), Min(before, Next(row.End)), look);
            }
        }

        (long Ns, long Block) rest = end == s_first ? from : Max(from, Next(end));
        if (rest.CompareTo(before) < 0)
        {
            Go(floor - 1, rest, before, look);
        }
    }

    private List<FloorRow> Floor(int floor, (long Ns, long Block) from, (long Ns, long Block) before)
    {
        // The first of them may have begun before.
        Statement rows = connection.Prepare("""
            SELECT from_ns, block, end_ns, end_block, duration, count, first, last, min, max, first_place, last_place
            FROM ojo_floor
            WHERE flow = ?1 AND key = ?2 AND field = ?3 AND floor = ?4 AND (from_ns, block) < (?7, ?8)
              AND from_ns >= coalesce((SELECT max(from_ns) FROM ojo_floor WHERE flow = ?1 AND key = ?2 AND field = ?3 AND floor = ?4 AND from_ns < ?5), ?5)
              AND (end_ns, end_block) >= (?5, ?6)
            ORDER BY from_ns, block
            """);
        Bind(rows, from, before).Bind(4, floor);
        return Read(rows);
    }

    private List<FloorRow> Ground((long Ns, long Block) from, (long Ns, long Block) before)
    {
        Statement rows = connection.Prepare("""
            SELECT from_ns, block, from_ns, block, duration, count, first, coalesce(last, first), coalesce(min, min(first, coalesce(last, first))),
                   coalesce(max, max(first, coalesce(last, first))), block - moved, block - moved
            FROM ojo_summary
            WHERE flow = ?1 AND key = ?2 AND field = ?3 AND (from_ns, block) >= (?5, ?6) AND (from_ns, block) < (?7, ?8)
            ORDER BY from_ns, block
            """);
        return Read(Bind(rows, from, before));
    }

    private Statement Bind(Statement rows, (long Ns, long Block) from, (long Ns, long Block) before) =>
        rows.Bind(1, flow).Bind(2, key).Bind(3, field).Bind(5, from.Ns).Bind(6, from.Block).Bind(7, before.Ns).Bind(8, before.Block);

    /// <summary>At once, since the rows beneath are asked for with the same statement.</summary>
    private static List<FloorRow> Read(Statement rows)
    {
        var read = new List<FloorRow>();
        while (rows.Step())
        {
            read.Add(FloorRow.Read(rows));
        }

        return read;
    }

    private static (long Ns, long Block) Next((long Ns, long Block) place) => (place.Ns, place.Block + 1);

    private static (long Ns, long Block) Max((long Ns, long Block) left, (long Ns, long Block) right) => left.CompareTo(right) >= 0 ? left : right;

    private static (long Ns, long Block) Min((long Ns, long Block) left, (long Ns, long Block) right) => left.CompareTo(right) <= 0 ? left : right;
}
