using Ojo.Storage.Sqlite;
using SQLitePCL;

namespace Ojo.Storage.Shards;

/// <summary>Makes the index agree with the files in the directory: all of it where there was no index.</summary>
internal static class ShardImport
{
    /// <summary>For use in a transaction of the index.</summary>
    public static void Run(sqlite3 index, string directory, Action<string> log)
    {
        ShardRemoval.Finish(directory, id => ShardCatalogue.Number(index, $"SELECT count(*) FROM ojo_shard WHERE id = {SqlText.Number(id)}") > 0);
        var runs = new HashSet<long>();
        foreach ((string name, StoreConnection connection) in NewestFirst(Unknown(index, directory), directory, log))
        {
            using (connection)
            {
                using var add = new Statement(index, "INSERT INTO ojo_shard (name, state) VALUES (?1, 1) RETURNING id");
                runs.UnionWith(ShardTotals.TakeShard(index, connection.Handle, add.Bind(1, name).Scalar()!.Value));
            }
        }

        foreach (ShardRow shard in Written(index))
        {
            runs.UnionWith(Compare(index, directory, shard, log));
        }

        if (runs.Count > 0)
        {
            ShardTotals.Sum(index, runs, (shard, ask) => Ask(directory, shard, ask, log));
            Execute(index, "UPDATE ojo_store SET value = value + 1");
        }
    }

    /// <summary>Asks a shard; one that cannot be read is left out and said to be.</summary>
    public static void Ask(string directory, ShardRow shard, Action<sqlite3> ask, Action<string> log)
    {
        try
        {
            using StoreConnection connection = StoreConnection.OpenToRead(Path.Combine(directory, shard.Name));
            ask(connection.Handle);
        }
        catch (StoreUnavailableException exception)
        {
            log($"{exception.Message} It is left out of the totals.");
        }
    }

    /// <summary>A writer may have died after one of the two commits of a file and before the other: the shard is right.</summary>
    private static HashSet<long> Compare(sqlite3 index, string directory, ShardRow shard, Action<string> log)
    {
        HashSet<long> runs = [];
        string path = Path.Combine(directory, shard.Name);
        if (!File.Exists(path))
        {
            // It was announced and never made, or somebody has taken it away.
            runs = ShardTotals.Forget(index, shard.Id, keepLedger: false);
            Execute(index, $"DELETE FROM ojo_shard WHERE id = {SqlText.Number(shard.Id)}");
            return runs;
        }

        Ask(directory, shard, handle =>
        {
            if (ShardCount.Read(handle) != shard.Change)
            {
                runs = ShardTotals.TakeShard(index, handle, shard.Id);
            }
        }, log);
        return runs;
    }

    private static List<ShardRow> Written(sqlite3 index)
    {
        using var rows = new Statement(index, $"SELECT {ShardRow.Columns} FROM ojo_shard WHERE state = 1 AND written = 1");
        return ShardRow.ReadAll(rows);
    }

    private static IEnumerable<string> Unknown(sqlite3 index, string directory)
    {
        using var rows = new Statement(index, $"SELECT {ShardRow.Columns} FROM ojo_shard");
        HashSet<string> known = [.. ShardRow.ReadAll(rows).Select(static shard => shard.Name), ShardIndex.FileName];
        return Directory.EnumerateFiles(directory, "*.db").Select(path => Path.GetFileName(path)).Where(name => !known.Contains(name)).Order(StringComparer.Ordinal);
    }

    /// <summary>The shard with the newest catalogue comes first: what event types it knows is as the index had it last.</summary>
    private static IEnumerable<(string Name, StoreConnection Connection)> NewestFirst(IEnumerable<string> names, string directory, Action<string> log)
    {
        var found = new List<(string Name, long Catalogue)>();
        foreach (string name in names)
        {
            try
            {
                using StoreConnection connection = StoreConnection.OpenToRead(Path.Combine(directory, name));
                found.Add((name, ShardCatalogue.Number(connection.Handle, "SELECT value FROM ojo_store WHERE name = 'index_catalogue'")));
            }
            catch (StoreUnavailableException exception) when (exception.IsDamaged)
            {
                log($"{exception.Message} It is set aside as {DamagedFile.SetAside(Path.Combine(directory, name))}.");
            }
            catch (StoreUnavailableException exception)
            {
                log($"{exception.Message} It is left alone.");
            }
        }

        foreach ((string name, _) in found.OrderByDescending(static shard => shard.Catalogue))
        {
            yield return (name, StoreConnection.OpenToRead(Path.Combine(directory, name)));
        }
    }

    private static void Execute(sqlite3 index, string sql)
    {
        using var statement = new Statement(index, sql);
        statement.Execute();
    }
}
