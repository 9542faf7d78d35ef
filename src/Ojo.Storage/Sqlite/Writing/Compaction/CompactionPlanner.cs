using SQLitePCL;

namespace Ojo.Storage.Sqlite.Writing.Compaction;

/// <summary>Chooses which slices to merge: those of one run that have been merged equally often, as soon as there are enough of them.</summary>
/// <remarks>
/// Merging so many of one level at a time, each event is written anew about as often as the logarithm of the run's length.
/// A choice is kept in the store until it is done, so whoever goes on with it after a kill does not choose again.
/// </remarks>
internal sealed class CompactionPlanner(sqlite3 connection)
{
    /// <summary>How many slices of one level are merged at a time.</summary>
    private const int FanIn = 8;

    /// <summary>More files than this in one block would take too much of its events' <c>dt</c>.</summary>
    private const int MostFiles = 512;

    /// <summary>When all that can be merged is to be: an older slice is taken along up to so many times the size of what is newer.</summary>
    private const int MostOlder = 4;

    /// <summary>Whether the last answer was that a slice is as good as it gets: that is to be kept, and the next one may be another.</summary>
    public bool HasLeftOne { get; private set; }

    /// <summary>The merge to go on with, or a new one.</summary>
    /// <param name="everything">Whether slices are to be merged though there are not many.</param>
    /// <returns>Null where there is nothing to merge, or where <see cref="HasLeftOne"/> is.</returns>
    public CompactionPlan? Next(bool everything)
    {
        HasLeftOne = false;
        return Begun() ?? Choose(everything);
    }

    private CompactionPlan? Begun()
    {
        using var find = new Statement(connection, """
            SELECT s.merged, m.run, m.level, m.place, max(s.place)
            FROM ojo_slice AS s JOIN ojo_merge AS m ON m.id = s.merged WHERE s.small > 0 AND s.merged <> 0
            GROUP BY s.merged LIMIT 1
            """);
        if (!find.Step())
        {
            return null;
        }

        using var files = new Statement(connection, "SELECT file, slot FROM ojo_merge_file WHERE merge = ?1");
        files.Bind(1, find.Int64(0));
        var slots = new Dictionary<long, int>();
        while (files.Step())
        {
            slots.Add(files.Int64(0), files.Int32(1));
        }

        return new CompactionPlan(find.Int64(0), find.Int64(1), find.Int32(2), find.Int64(3), find.Int64(4), slots);
    }

    private CompactionPlan? Choose(bool everything)
    {
        List<CompactionGroup> groups = Groups();
        foreach (IGrouping<long, CompactionGroup> run in groups.GroupBy(static group => group.Run))
        {
            List<CompactionGroup> chosen = everything ? Newest([.. run]) : OldestOfALevel([.. run]);
            if (chosen.Count >= 2)
            {
                return Begin(chosen);
            }
        }

        return null;
    }

    private List<CompactionGroup> Groups()
    {
        using var rows = new Statement(connection, """
            SELECT run, min(place), level, sum(small) FROM ojo_slice WHERE small > 0
            GROUP BY run, level, CASE merge WHEN 0 THEN -first_id ELSE merge END ORDER BY 1, 2
            """);
        var groups = new List<CompactionGroup>();
        while (rows.Step())
        {
            groups.Add(new CompactionGroup(rows.Int64(0), rows.Int64(1), rows.Int32(2), rows.Int64(3)));
        }

        return groups;
    }

    private static List<CompactionGroup> OldestOfALevel(List<CompactionGroup> run)
    {
        List<CompactionGroup>? level = run.GroupBy(static group => group.Level).Select(static level => level.ToList())
            .FirstOrDefault(static level => level.Count >= FanIn);
        return level?.GetRange(0, FanIn) ?? [];
    }

    private static List<CompactionGroup> Newest(List<CompactionGroup> run)
    {
        int first = run.Count - 1;
        for (long size = run[first].Size; first > 0 && run[first - 1].Size <= size * MostOlder; size += run[--first].Size)
        {
        }

        return run[first..];
    }

    private CompactionPlan? Begin(List<CompactionGroup> groups)
    {
        (long run, long place, long lastPlace) = (groups[0].Run, groups[0].Place, groups[^1].Place);
        int level = groups.Max(static group => group.Level) + 1;
        List<long> files = Files(run, place, lastPlace);
        if (files.Count > MostFiles)
        {
            // Let them be: what has been merged from so many files is as good as it gets.
            Execute("UPDATE ojo_slice SET small = 0 WHERE run = ?1 AND place = ?2", run, place);
            HasLeftOne = true;
            return null;
        }

        using var add = new Statement(connection, "INSERT INTO ojo_merge (run, level, place) VALUES (?1, ?2, ?3)");
        add.Bind(1, run).Bind(2, level).Bind(3, place).Execute();
        long merge = raw.sqlite3_last_insert_rowid(connection);
        using var addFile = new Statement(connection, "INSERT INTO ojo_merge_file VALUES (?1, ?2, ?3)");
        var slots = new Dictionary<long, int>();
        foreach (long file in files)
        {
            addFile.Bind(1, merge).Bind(2, slots.Count).Bind(3, file).Execute();
            slots.Add(file, slots.Count);
        }

        Execute($"UPDATE ojo_slice SET merged = {merge} WHERE small > 0 AND run = ?1 AND place BETWEEN {place} AND ?2", run, lastPlace);
        StoreSteps.Reach(StoreStep.MergeChosen);
        return new CompactionPlan(merge, run, level, place, lastPlace, slots);
    }

    /// <summary>The files that some slices are of, in order of arrival. A slice that is not merged is of one file.</summary>
    private List<long> Files(long run, long place, long lastPlace)
    {
        using var rows = new Statement(connection, """
            SELECT (SELECT b.file FROM ojo_block AS b WHERE b.first_id >= s.first_id ORDER BY b.first_id LIMIT 1) AS file
            FROM ojo_slice AS s WHERE s.run = ?1 AND s.place BETWEEN ?2 AND ?3 AND s.small > 0 AND s.merge = 0
            UNION
            SELECT m.file FROM ojo_slice AS s JOIN ojo_merge_file AS m ON m.merge = s.merge
            WHERE s.run = ?1 AND s.place BETWEEN ?2 AND ?3 AND s.small > 0
            ORDER BY file
            """);
        rows.Bind(1, run).Bind(2, place).Bind(3, lastPlace);
        var files = new List<long>();
        while (rows.Step())
        {
            files.Add(rows.Int64(0));
        }

        return files;
    }

    private void Execute(string sql, long first, long second)
    {
        using var statement = new Statement(connection, sql);
        statement.Bind(1, first).Bind(2, second).Execute();
    }
}
