namespace Ojo.Storage.Sqlite.Reading;

/// <summary>A row of <c>ojo_block</c>.</summary>
internal readonly record struct StoredBlock(long FirstId, long LastId, long Flow, long FirstNs, long LastNs, long TickNs, long Keys, bool IsSummed)
{
    public const string Columns = "first_id, last_id, flow, first_ns, last_ns, tick, keys, summed";

    public static StoredBlock Read(Statement row) => new(
        row.Int64(0), row.Int64(1), row.Int64(2), row.Int64(3), row.Int64(4), row.Int64(5), row.Int64(6), row.Int64(7) != 0);
}
