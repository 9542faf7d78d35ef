using Ojo.Storage.Queries;

namespace Ojo.Storage.Sqlite;

/// <summary>A summary, or a row of an upper floor: what some blocks that follow each other say of a field.</summary>
/// <param name="From">The time of the first summary beneath, and its block.</param>
/// <param name="End">The time of the last summary beneath, and its block.</param>
/// <param name="Content">What they say.</param>
/// <param name="FirstPlace">The place of the first event among those of its time.</param>
/// <param name="LastPlace">The place of the last event.</param>
internal readonly record struct FloorRow((long Ns, long Block) From, (long Ns, long Block) End, Bucket Content, long FirstPlace, long LastPlace)
{
    /// <summary>Reads (from_ns, block, end_ns, end_block, duration, count, first, last, min, max, first_place, last_place).</summary>
    public static FloorRow Read(Statement row) => new(
        (row.Int64(0), row.Int64(1)),
        (row.Int64(2), row.Int64(3)),
        new Bucket(row.Int64(0), row.Int64(0) + row.Int64(4), row.Double(6), row.Double(7), row.Double(8), row.Double(9), row.Int64(5)),
        row.Int64(10),
        row.Int64(11));

    /// <summary>Gives a statement the columns as parameters, in the same order.</summary>
    public Statement Bind(Statement statement, int firstParameter)
    {
        int next = firstParameter;
        return statement.Bind(next++, From.Ns).Bind(next++, From.Block).Bind(next++, End.Ns).Bind(next++, End.Block)
            .Bind(next++, Content.LastNs - Content.FirstNs).Bind(next++, Content.Count)
            .Bind(next++, Content.First).Bind(next++, Content.Last).Bind(next++, Content.Min).Bind(next++, Content.Max)
            .Bind(next++, FirstPlace).Bind(next, LastPlace);
    }

    /// <summary>This row and one that follows it.</summary>
    public FloorRow Join(FloorRow next)
    {
        bool isFirst = (Content.FirstNs, FirstPlace).CompareTo((next.Content.FirstNs, next.FirstPlace)) < 0;
        bool isLast = (Content.LastNs, LastPlace).CompareTo((next.Content.LastNs, next.LastPlace)) > 0;
        return new FloorRow(
            From,
            next.End,
            new Bucket(
                Math.Min(Content.FirstNs, next.Content.FirstNs),
                Math.Max(Content.LastNs, next.Content.LastNs),
                isFirst ? Content.First : next.Content.First,
                isLast ? Content.Last : next.Content.Last,
                Math.Min(Content.Min, next.Content.Min),
                Math.Max(Content.Max, next.Content.Max),
                Content.Count + next.Content.Count),
            isFirst ? FirstPlace : next.FirstPlace,
            isLast ? LastPlace : next.LastPlace);
    }
}
