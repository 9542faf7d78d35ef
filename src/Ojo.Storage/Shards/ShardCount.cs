using Ojo.Storage.Sqlite;
using SQLitePCL;

namespace Ojo.Storage.Shards;

/// <summary>A shard's count of the files that it took in, kept in the shard: it says whether the index is of the same state.</summary>
internal static class ShardCount
{
    public const string Sql = "SELECT coalesce((SELECT value FROM ojo_store WHERE name = 'shard_change'), 0)";

    public static long Read(sqlite3 shard)
    {
        using var count = new Statement(shard, Sql);
        return count.Scalar() ?? 0;
    }

    public static void Write(sqlite3 shard, long count)
    {
        using var write = new Statement(shard, """
            INSERT INTO ojo_store VALUES ('shard_change', ?1) ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """);
        write.Bind(1, count).Execute();
    }
}
