using Ojo.Storage.Queries;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Reads a row of <c>ojo_summary</c>, in which what can be worked out is left out.</summary>
internal static class SummaryRow
{
    /// <summary>Reads (from_ns, duration, count, first, last, min, max).</summary>
    /// <param name="row">The row.</param>
    /// <param name="isEvent">Whether only the events count, each of which has the value 1.</param>
    public static Bucket Read(Statement row, bool isEvent)
    {
        long firstNs = row.Int64(0);
        long lastNs = firstNs + row.Int64(1);
        long count = row.Int64(2);
        if (isEvent)
        {
            return new Bucket(firstNs, lastNs, 1, 1, 1, 1, count);
        }

        double first = row.Double(3);
        double last = row.DoubleOrNull(4) ?? first;
        return new Bucket(firstNs, lastNs, first, last,
            Min: row.DoubleOrNull(5) ?? Math.Min(first, last),
            Max: row.DoubleOrNull(6) ?? Math.Max(first, last),
            count);
    }
}
