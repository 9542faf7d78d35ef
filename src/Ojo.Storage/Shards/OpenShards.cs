using Ojo.Storage.Ingestion;
using Ojo.Storage.Sqlite;

namespace Ojo.Storage.Shards;

/// <summary>The shards that a writer has open: the few that files go into now.</summary>
internal sealed class OpenShards(
    ShardIndex index, string directory, ShardSpan span, EventSlice slice, TimeProvider time, bool isDurable, Action<string> log)
{
    // Around midnight the files of several processes alternate between two shards.
    private const int Most = 2;

    private readonly List<ShardFile> _open = [];

    /// <summary>What is told of a shard that is closed before its small blocks are merged, by its name.</summary>
    public Action<string> ClosedUnmerged { get; init; } = static _ => { };

    /// <summary>Those that are open now.</summary>
    public IReadOnlyList<ShardFile> All => _open;

    /// <summary>The one of a number, if it is open.</summary>
    public ShardFile? Find(long id) => _open.Find(shard => shard.Row.Id == id);

    /// <summary>The name of the shard for a time, as things stand.</summary>
    public string Choose(long unixNs)
    {
        if (!span.IsBySize)
        {
            return span.NameOf(unixNs);
        }

        ShardRow? last = index.Shards().Where(static shard => ShardSpan.NumberOf(shard.Name) is not null).MaxBy(static shard => ShardSpan.NumberOf(shard.Name));
        long number = last is null ? 0 : ShardSpan.NumberOf(last.Name)!.Value;
        return last is null || (last.Change > 0 && SizeOf(last) >= span.Bytes) ? ShardSpan.NameOfNumber(number + 1) : last.Name;
    }

    /// <summary>Opens a shard to write to it; one that is damaged is set aside, and a new one is begun.</summary>
    public ShardFile Open(string name)
    {
        ShardFile? known = _open.Find(shard => shard.Row.Name == name);
        if (known is not null && index.Find(known.Row.Id) is { IsWritten: true })
        {
            return known;
        }

        if (known is not null)
        {
            Close(known);
        }
        else if (_open.Count == Most)
        {
            Close(_open[0]);
        }

        ShardRow row = index.Announce(name);
        ShardSteps.Reach(ShardStep.Announced);
        try
        {
            var shard = ShardFile.Open(index, row, slice, time, isDurable);
            _open.Add(shard);
            return shard;
        }
        catch (StoreUnavailableException exception) when (exception.IsDamaged)
        {
            SetAside(row, exception);
            return Open(name);
        }
    }

    /// <summary>Closes a shard, and says in the index that nobody writes to it, if the index is right about it.</summary>
    public void Close(ShardFile shard)
    {
        _open.Remove(shard);
        if (!shard.IsMerged)
        {
            ClosedUnmerged(shard.Row.Name);
        }

        bool isKnown;
        using (shard)
        {
            isKnown = shard.IsKnownTo(index);
        }

        if (isKnown)
        {
            index.Renounce(shard.Row);
        }
    }

    /// <summary>Closes all, also where the disk is full.</summary>
    public void CloseAll()
    {
        while (_open.Count > 0)
        {
            try
            {
                Close(_open[0]);
            }
            catch (StoreUnavailableException)
            {
                // On a full disk nobody can say that a shard is done with: it is as if its writer had died, and the next one looks.
            }
        }
    }

    /// <summary>Puts a damaged shard out of the way. Its files are no longer known: what of them is still there is taken in again.</summary>
    public void SetAside(ShardRow row, StoreUnavailableException exception)
    {
        if (Find(row.Id) is { } open)
        {
            _open.Remove(open);
            open.Dispose();
        }

        string aside = DamagedFile.SetAside(index.PathOf(row));
        log($"{exception.Message} It is set aside as {aside}; what of its files is still there is taken in again.");
        index.Write(change =>
        {
            HashSet<long> runs = ShardTotals.Forget(index.Handle, row.Id, keepLedger: false);
            index.Execute($"DELETE FROM ojo_shard WHERE id = {SqlText.Number(row.Id)}");
            ShardTotals.Sum(index.Handle, runs, (other, ask) => ShardImport.Ask(directory, other, ask, log));
            change.Catalogue = true;
            return true;
        });
    }

    private long SizeOf(ShardRow shard)
    {
        if (Find(shard.Id) is ShardFile open)
        {
            return ShardCatalogue.Number(open.Handle, "PRAGMA page_count") * ShardCatalogue.Number(open.Handle, "PRAGMA page_size");
        }

        var file = new FileInfo(index.PathOf(shard));
        return file.Exists ? file.Length : 0;
    }
}
