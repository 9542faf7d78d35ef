using System.Globalization;
using Ojo.Storage.Sqlite;
using Ojo.Storage.Sqlite.Writing;

namespace Ojo.Storage.Shards;

/// <summary>Takes whole shards out of a store, the oldest first.</summary>
/// <remarks>
/// The file is renamed and the index says that it is gone in one transaction of the index; only then is it removed. Who dies
/// between leaves a file of that name, which the next writer removes, or names as before if the index still has it. Whoever
/// has the file open reads it to the end.
/// </remarks>
internal static class ShardRemoval
{
    private const string Ending = ".removed-";

    /// <summary>The shard that is to go next; null where all may stay.</summary>
    public static ShardRow? Next(ShardIndex index, Retention retention, DateTimeOffset now)
    {
        List<ShardRow> shards = [.. index.Shards().Where(static shard => shard.LastNs is not null).OrderBy(static shard => shard.LastNs).ThenBy(static shard => shard.Id)];
        if (shards.Count == 0)
        {
            return null;
        }

        bool isTooOld = shards[0].LastNs < retention.OldestNs(now);
        bool isTooMuch = shards.Count > 1 && retention.Bytes is long most && shards.Sum(shard => SizeOf(index.PathOf(shard))) > most;
        return isTooOld || isTooMuch ? shards[0] : null;
    }

    public static void Remove(ShardIndex index, string directory, ShardRow shard, Action<string> log)
    {
        string path = index.PathOf(shard);
        string removed = path + Ending + shard.Id.ToString(CultureInfo.InvariantCulture);
        try
        {
            if (index.Write(TakeOut))
            {
                ShardSteps.Reach(ShardStep.RemovalCommitted);
                DamagedFile.TryDelete(removed);
                ShardSteps.Reach(ShardStep.Removed);
            }
        }
        catch
        {
            Rename(removed, path);
            throw;
        }

        bool TakeOut(StoreChange change)
        {
            change.Nothing = index.Find(shard.Id) is null;
            if (change.Nothing)
            {
                return false;
            }

            HashSet<long> runs = ShardTotals.Forget(index.Handle, shard.Id, keepLedger: true);
            index.Execute($"DELETE FROM ojo_shard WHERE id = {SqlText.Number(shard.Id)}");
            ShardTotals.Sum(index.Handle, runs, (other, ask) => ShardImport.Ask(directory, other, ask, log));
            change.Catalogue = true;

            // Last, and still under the lock: nobody can make a new shard of this name before this one is out of the way.
            Rename(path, removed);
            ShardSteps.Reach(ShardStep.Renamed);
            return true;
        }
    }

    /// <summary>Ends what a writer that died had begun. For use in a transaction of the index.</summary>
    /// <param name="directory">The store.</param>
    /// <param name="isKnown">Whether the index has a shard of a number.</param>
    public static void Finish(string directory, Func<long, bool> isKnown)
    {
        foreach (string removed in Directory.GetFiles(directory, "*" + Ending + "*").Select(WithoutCompanion).Distinct())
        {
            int ending = removed.LastIndexOf(Ending, StringComparison.Ordinal);
            if (!long.TryParse(removed.AsSpan(ending + Ending.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long id))
            {
                continue;
            }

            if (isKnown(id))
            {
                Rename(removed, removed[..ending]);
            }
            else
            {
                DamagedFile.TryDelete(removed);
            }
        }
    }

    private static string WithoutCompanion(string path) =>
        DamagedFile.Companions.FirstOrDefault(companion => companion.Length > 0 && path.EndsWith(companion, StringComparison.Ordinal)) is string companion
            ? path[..^companion.Length]
            : path;

    // The log goes first: a database whose log has another name would be read without it.
    private static void Rename(string from, string to)
    {
        foreach (string companion in DamagedFile.Companions.Reverse())
        {
            if (File.Exists(from + companion))
            {
                File.Move(from + companion, to + companion, overwrite: true);
            }
        }
    }

    private static long SizeOf(string path) => DamagedFile.Companions.Select(companion => new FileInfo(path + companion))
        .Where(static file => file.Exists && !file.Name.EndsWith("-shm", StringComparison.Ordinal)).Sum(static file => file.Length);
}
