using Ojo.Storage.Ingestion;
using Ojo.Storage.Sqlite;
using Ojo.Storage.Sqlite.Writing;
using SQLitePCL;

namespace Ojo.Storage.Shards;

/// <summary>A shard that is open to be written to.</summary>
internal sealed class ShardFile : IDisposable
{
    private ShardFile(ShardRow row, SqliteStoreWriter writer)
    {
        Row = row;
        Writer = writer;
    }

    public ShardRow Row { get; }

    public SqliteStoreWriter Writer { get; }

    public sqlite3 Handle => Writer.Handle;

    /// <summary>Whether there was nothing left to merge when it was last looked for, and no file has come since.</summary>
    public bool IsMerged { get; set; }

    /// <summary>Opens a shard, and makes it where it is new.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be written to.</exception>
    public static ShardFile Open(ShardIndex index, ShardRow row, EventSlice slice, TimeProvider time, bool isDurable)
    {
        string path = index.PathOf(row);

        // Before the writer looks: it would give numbers of its own to event types that the index has numbers for.
        using (var connection = StoreConnection.OpenToWrite(path))
        {
            // The shard is locked before the index, here as everywhere: two writers would wait for each other otherwise.
            connection.Execute("BEGIN IMMEDIATE");
            index.Write(change =>
            {
                change.Nothing = true;
                ShardCatalogue.BringUpToDate(index.Handle, connection.Handle, run: null);
                return true;
            });
            connection.Execute("COMMIT");
        }

        var writer = new SqliteStoreWriter(path, time, isDurable, slice);
        try
        {
            SqliteErrors.Check(raw.sqlite3_exec(writer.Handle, EmbeddedSql.Read("ShardDeltas.sql")), writer.Handle);
            return new ShardFile(row, writer);
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    /// <summary>Whether the index knows all that is in here and nothing else.</summary>
    public bool IsKnownTo(ShardIndex index) => index.Find(Row.Id)?.Change == ShardCount.Read(Handle);

    /// <summary>Whether SQLite finds the file itself damaged, and not only what was asked of it impossible.</summary>
    public bool IsDamaged()
    {
        try
        {
            using var check = new Statement(Handle, "PRAGMA quick_check(1)");
            return !check.Step() || check.Text(0) != "ok";
        }
        catch (StoreUnavailableException exception)
        {
            return exception.IsDamaged;
        }
    }

    public void Dispose() => Writer.Dispose();
}
