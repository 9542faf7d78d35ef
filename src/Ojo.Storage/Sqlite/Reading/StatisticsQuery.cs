using Ojo.Storage.Queries;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Adds up what a store holds.</summary>
internal static class StatisticsQuery
{
    public static StoreStatistics Run(ReaderConnection connection, StoredCatalogue catalogue)
    {
        Statement totals = connection.Prepare("""
            SELECT count(*), coalesce(sum(events), 0), coalesce(sum(dropped), 0), min(start_ns + first_ns), max(start_ns + last_ns),
                   (SELECT count(*) FROM ojo_file WHERE run > 0), (SELECT count(*) FROM flows)
            FROM ojo_run
            """);
        totals.Step();
        var statistics = new StoreStatistics(
            Events: totals.Int64(1),
            Flows: totals.Int64(6),
            Runs: totals.Int64(0),
            Files: totals.Int64(5),
            Dropped: totals.Int64(2),
            FirstNs: totals.Int64OrNull(3),
            LastNs: totals.Int64OrNull(4),
            Types: TypeCounts.Of(connection.Prepare("SELECT id, events FROM ojo_key WHERE events > 0"), catalogue));
        totals.Reset();
        return statistics;
    }
}
