using Ojo.Catalogue;
using Ojo.Format;
using Ojo.Storage.Ingestion;
using Ojo.Storage.Sqlite;
using Ojo.Storage.Sqlite.Writing;

namespace Ojo.Storage.Shards;

/// <summary>Writes a store that is a directory: a file for each stretch of time, and an index of all.</summary>
/// <remarks>
/// A trace file goes whole into the shard of its first record, so its events and its row in that shard's ledger are one
/// transaction. The shard is locked first, then the index; the index is committed first, then the shard. Whoever dies
/// between the two leaves an index that speaks of a file that the shard does not have: both count the files that they took
/// in, so that this is seen, and then the shard is right.
/// </remarks>
internal sealed class ShardedStoreWriter : IStoreWriter
{
    private readonly string _directory;
    private readonly TimeProvider _time;
    private readonly bool _isDurable;
    private readonly Action<string> _log;
    private readonly EventSlice _slice = new();
    private readonly ShardIndex _index;
    private readonly OpenShards _shards;
    private readonly ShardSettlement _settlement;
    private Queue<string>? _unmerged;
    private bool _isUnmergedOfEverything;
    private bool _isDisposed;

    public ShardedStoreWriter(string directory, ShardSpan span, TimeProvider time, bool isDurable, Action<string> log)
    {
        (_directory, _time, _isDurable, _log) = (directory, time, isDurable, log);
        StoreDirectory.MustBeForAStore(directory);
        Directory.CreateDirectory(directory);
        _index = ShardIndex.Open(directory, _slice, time, isDurable, log);
        _shards = new OpenShards(_index, directory, span, _slice, time, isDurable, log) { ClosedUnmerged = name => _unmerged?.Enqueue(name) };
        _settlement = new ShardSettlement(_index, directory, log);
    }

    public bool IsCurrent => _index.Writer.IsCurrent && _shards.All.All(static shard => shard.Writer.IsCurrent);

    public void AddRun(RunDescription run) => _index.Writer.AddRun(run);

    public void AddSchema(ulong schemaHash, SchemaDocument schema) => _index.Writer.AddSchema(schemaHash, schema);

    public IngestResult Ingest(string path, CancellationToken cancellation = default)
    {
        FileIdentity identity = IdentityOf(path, cancellation);
        if (FileTable.Contains(_index.Handle, identity) && IsTrusted())
        {
            return new IngestResult(AlreadyStored: true, Events: 0, Dropped: 0);
        }

        long unixNs = FirstRecord.UnixNsOf(path, cancellation);
        while (true)
        {
            ShardFile shard = _shards.Open(_shards.Choose(unixNs));
            using TraceFileReader reader = TraceFileReader.Open(path);
            try
            {
                if (TryIngest(shard, identity, reader, unixNs, cancellation) is IngestResult result)
                {
                    return result;
                }
            }
            catch (StoreUnavailableException exception) when (exception.IsDamaged && shard.IsDamaged())
            {
                _shards.SetAside(shard.Row, exception);
            }
        }
    }

    public bool Compact(bool everything = false, CancellationToken cancellation = default)
    {
        if (_shards.All.ToArray().Aggregate(false, (any, shard) => Compact(shard, everything, cancellation) || any))
        {
            return true;
        }

        // Then, one after the other, what earlier writers have left.
        if (_unmerged is null || (everything && !_isUnmergedOfEverything))
        {
            _unmerged = new Queue<string>(_index.Shards().Select(static shard => shard.Name));
            _isUnmergedOfEverything = everything;
        }

        while (_unmerged.TryDequeue(out string? name))
        {
            cancellation.ThrowIfCancellationRequested();
            if (!_shards.All.Any(shard => shard.Row.Name == name) && _index.Find(name) is ShardRow row && HasSmallBlocks(row)
                && Compact(_shards.Open(name), everything, cancellation))
            {
                return true;
            }
        }

        return false;
    }

    public bool Retain(Retention retention, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(retention);
        cancellation.ThrowIfCancellationRequested();
        if (ShardRemoval.Next(_index, retention, _time.GetUtcNow()) is not ShardRow oldest)
        {
            return false;
        }

        if (_shards.Find(oldest.Id) is ShardFile open)
        {
            _shards.Close(open);
        }

        ShardRemoval.Remove(_index, _directory, oldest, _log);
        return true;
    }

    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        _shards.CloseAll();
        _index.Dispose();
        _slice.Dispose();
    }

    private bool Compact(ShardFile shard, bool everything, CancellationToken cancellation)
    {
        bool any = shard.Writer.Compact(everything, cancellation);
        shard.IsMerged = !any && (everything || !_isUnmergedOfEverything);
        if (any)
        {
            _index.Reserve(ShardCatalogue.Number(shard.Handle, "SELECT max(id) FROM ojo_event"));
        }

        return any;
    }

    private bool HasSmallBlocks(ShardRow shard)
    {
        bool any = false;
        ShardImport.Ask(_directory, shard, handle => any = ShardCatalogue.Number(handle, "SELECT 1 FROM ojo_slice WHERE small > 0 LIMIT 1") == 1, _log);
        return any;
    }

    private static FileIdentity IdentityOf(string path, CancellationToken cancellation)
    {
        using TraceFileReader reader = TraceFileReader.Open(path);
        return FileIdentity.Of(path, reader, cancellation);
    }

    /// <summary>Takes a file into a shard.</summary>
    /// <returns>Null where the shard is not, or no longer, the right one.</returns>
    private IngestResult? TryIngest(ShardFile shard, FileIdentity identity, TraceFileReader reader, long unixNs, CancellationToken cancellation)
    {
        bool isRight = true;
        ShardRow? unsettled = null;
        shard.IsMerged = false;
        IngestResult result = shard.Writer.Ingest(identity, reader, (shardChange, ingest) =>
        {
            IngestResult ingested = _index.Write(change => IngestInto(shardChange, change, ingest));
            ShardSteps.Reach(ShardStep.IndexCommitted);
            return ingested;
        }, cancellation);
        ShardSteps.Reach(ShardStep.ShardCommitted);
        if (unsettled is not null)
        {
            _settlement.Settle(_shards.Open(unsettled.Name));
            return null;
        }

        return isRight ? result : null;

        IngestResult IngestInto(StoreChange shardChange, StoreChange change, Func<IngestResult> ingest)
        {
            ShardRow? row = _index.Find(shard.Row.Id);
            change.Nothing = shardChange.Nothing = true;
            if (row is not { IsWritten: true } || _shards.Choose(unixNs) != row.Name)
            {
                isRight = false;
                return default;
            }

            if (row.Change != ShardCount.Read(shard.Handle))
            {
                _settlement.Resume(shard, change);
            }

            if (FileTable.Contains(_index.Handle, identity))
            {
                unsettled = _index.Shards().Find(other => other.IsWritten && other.Id != row.Id && !_settlement.IsSettled(other));
                return new IngestResult(AlreadyStored: true, Events: 0, Dropped: 0);
            }

            if (CopyRule.Refusal(_index.Handle, reader, identity) is { } refusal)
            {
                return new IngestResult(AlreadyStored: true, Events: 0, Dropped: 0) { Refusal = refusal };
            }

            (long run, _) = RunTable.FindOrAdd(_index.Handle, reader, identity);
            ShardCatalogue.BringUpToDate(_index.Handle, shard.Handle, run);
            change.Nothing = shardChange.Nothing = false;
            IngestResult ingested = ingest();
            if (ingested.AlreadyStored)
            {
                change.Nothing = true;
                return ingested;
            }

            change.Catalogue = ShardTotals.AddFile(_index.Handle, shard.Handle, row.Id);
            ShardCount.Write(shard.Handle, row.Change + 1);
            _index.Execute($"UPDATE ojo_shard SET change = {SqlText.Number(row.Change + 1)} WHERE id = {SqlText.Number(row.Id)}");
            return ingested;
        }
    }

    /// <summary>
    /// Whether the index can be believed without a look at the shard that a file would go into: nobody can have died between
    /// two commits, and what it knows is on the disk if that is asked for.
    /// </summary>
    private bool IsTrusted() => _index.Shards().Where(static shard => shard.IsWritten).All(shard => !_isDurable
        && (_shards.Find(shard.Id) is ShardFile open ? open.IsKnownTo(_index) : _settlement.IsSettled(shard)));
}
