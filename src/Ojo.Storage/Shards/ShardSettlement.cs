using Ojo.Storage.Sqlite.Writing;

namespace Ojo.Storage.Shards;

/// <summary>Makes the index agree with the shards whose writers died between the two commits.</summary>
internal sealed class ShardSettlement(ShardIndex index, string directory, Action<string> log)
{
    /// <summary>Whether the index is right about a shard. If its writer is just between two commits, it seems not to be.</summary>
    public bool IsSettled(ShardRow shard)
    {
        long count = shard.Change;
        ShardImport.Ask(directory, shard, handle => count = ShardCount.Read(handle), log);
        return count == shard.Change;
    }

    /// <summary>Waits for whoever writes to a shard, and makes the index right about it.</summary>
    public void Settle(ShardFile shard) => shard.Writer.Write(shardChange => index.Write(change =>
    {
        change.Nothing = shardChange.Nothing = true;
        if (!shard.IsKnownTo(index))
        {
            Resume(shard, change);
        }

        return true;
    }));

    /// <summary>Makes the index agree with a shard whose last writer died between the two commits.</summary>
    public void Resume(ShardFile shard, StoreChange change)
    {
        HashSet<long> runs = ShardTotals.TakeShard(index.Handle, shard.Handle, shard.Row.Id);
        ShardTotals.Sum(index.Handle, runs, (other, ask) =>
        {
            if (other.Id == shard.Row.Id)
            {
                ask(shard.Handle);
            }
            else
            {
                ShardImport.Ask(directory, other, ask, log);
            }
        });
        change.Nothing = false;
    }
}
