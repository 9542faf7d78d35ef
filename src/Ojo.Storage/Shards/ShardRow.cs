using Ojo.Storage.Sqlite;

namespace Ojo.Storage.Shards;

/// <summary>A shard, as the index knows it.</summary>
/// <param name="Id">Its number, never given again.</param>
/// <param name="Name">Its file's name.</param>
/// <param name="IsWritten">Whether a writer has it open, or died with it open.</param>
/// <param name="Change">The shard's own count of files when the index last heard of it.</param>
/// <param name="FirstNs">Unix time of its first event; null where it has none.</param>
/// <param name="LastNs">Unix time of its last event; null where it has none.</param>
internal sealed record ShardRow(long Id, string Name, bool IsWritten, long Change, long? FirstNs, long? LastNs)
{
    public const string Columns = "id, name, written, change, first_ns, last_ns";

    public static ShardRow Read(Statement row) =>
        new(row.Int64(0), row.Text(1), row.Int64(2) != 0, row.Int64(3), row.Int64OrNull(4), row.Int64OrNull(5));

    /// <summary>The rows of a query for <see cref="Columns"/>.</summary>
    public static List<ShardRow> ReadAll(Statement rows)
    {
        var all = new List<ShardRow>();
        while (rows.Step())
        {
            all.Add(Read(rows));
        }

        return all;
    }
}
