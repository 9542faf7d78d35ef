using Ojo.Storage.Ingestion;
using Ojo.Storage.Sqlite;
using Ojo.Storage.Sqlite.Writing;
using SQLitePCL;

namespace Ojo.Storage.Shards;

/// <summary>
/// The index of a store that is a directory, open to be written to: a store's file without events, with the runs, flows, types
/// and ledger of all shards and a list of the shards.
/// </summary>
internal sealed class ShardIndex : IDisposable
{
    public const string FileName = "index.db";

    private readonly string _directory;
    private readonly SqliteStoreWriter _writer;

    private ShardIndex(string directory, SqliteStoreWriter writer)
    {
        _directory = directory;
        _writer = writer;
    }

    public sqlite3 Handle => _writer.Handle;

    public SqliteStoreWriter Writer => _writer;

    /// <summary>Opens the index; makes it, from the shards that there are, where there is none.</summary>
    public static ShardIndex Open(string directory, EventSlice slice, TimeProvider time, bool isDurable, Action<string> log)
    {
        string path = Path.Combine(directory, FileName);
        using (StoreConnection connection = OpenOrReplace(path, log))
        {
            connection.Execute("BEGIN IMMEDIATE");
            connection.Execute(EmbeddedSql.Read("Index.sql"));
            ShardImport.Run(connection.Handle, directory, log);
            connection.Execute("COMMIT");
        }

        return new ShardIndex(directory, new SqliteStoreWriter(path, time, isDurable, slice));
    }

    public string PathOf(ShardRow shard) => Path.Combine(_directory, shard.Name);

    /// <summary>Runs a transaction of the index.</summary>
    public T Write<T>(Func<StoreChange, T> body) => _writer.Write(body);

    /// <summary>The shards that are a part of the store, in order of their beginning.</summary>
    public List<ShardRow> Shards()
    {
        using var rows = new Statement(Handle, $"SELECT {ShardRow.Columns} FROM ojo_shard WHERE state = 1 ORDER BY first_ns, id");
        return ShardRow.ReadAll(rows);
    }

    public ShardRow? Find(long id)
    {
        using var rows = new Statement(Handle, $"SELECT {ShardRow.Columns} FROM ojo_shard WHERE id = ?1 AND state = 1");
        return ShardRow.ReadAll(rows.Bind(1, id)).SingleOrDefault();
    }

    public ShardRow? Find(string name)
    {
        using var rows = new Statement(Handle, $"SELECT {ShardRow.Columns} FROM ojo_shard WHERE name = ?1 AND state = 1");
        return ShardRow.ReadAll(rows.Bind(1, name)).SingleOrDefault();
    }

    /// <summary>
    /// Adds a shard that is about to be made, or says that a writer opens it: on the disk, so that after a power cut the next
    /// writer looks at it. Readers need not know, and see no change.
    /// </summary>
    public ShardRow Announce(string name)
    {
        long synchronous = ShardCatalogue.Number(Handle, "PRAGMA synchronous");
        Execute("PRAGMA synchronous = FULL");
        try
        {
            WriteQuietly($"""
                INSERT INTO ojo_shard (name, state) SELECT {SqlText.Literal(name)}, 1
                WHERE NOT EXISTS (SELECT 1 FROM ojo_shard WHERE state = 1 AND name = {SqlText.Literal(name)})
                """, $"UPDATE ojo_shard SET written = 1 WHERE state = 1 AND name = {SqlText.Literal(name)}");
        }
        finally
        {
            Execute($"PRAGMA synchronous = {SqlText.Number(synchronous)}");
        }

        return Find(name)!;
    }

    /// <summary>Says that no writer has a shard open any more, and that the index knows all of it.</summary>
    public void Renounce(ShardRow shard) => WriteQuietly($"UPDATE ojo_shard SET written = 0 WHERE id = {SqlText.Number(shard.Id)}");

    /// <summary>Says which numbers of events have been given: merging gives new ones.</summary>
    public void Reserve(long lastEvent) =>
        WriteQuietly($"UPDATE ojo_store SET value = max(value, {SqlText.Number(lastEvent)}) WHERE name = 'last_event'");

    public void Execute(string sql)
    {
        using var statement = new Statement(Handle, sql);
        statement.Execute();
    }

    public void Dispose() => _writer.Dispose();

    private void WriteQuietly(params ReadOnlySpan<string> statements)
    {
        Execute("BEGIN IMMEDIATE");
        try
        {
            foreach (string statement in statements)
            {
                Execute(statement);
            }

            Execute("COMMIT");
        }
        catch
        {
            if (raw.sqlite3_get_autocommit(Handle) == 0)
            {
                Execute("ROLLBACK");
            }

            throw;
        }
    }

    private static StoreConnection OpenOrReplace(string path, Action<string> log)
    {
        try
        {
            return StoreConnection.OpenToWrite(path);
        }
        catch (StoreUnavailableException exception) when (exception.IsDamaged)
        {
            log($"{exception.Message} It is set aside and made anew from the shards.");
            DamagedFile.SetAside(path);
            return StoreConnection.OpenToWrite(path);
        }
    }
}
