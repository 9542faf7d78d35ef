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
    // Around midnight the files of several processes alternate between two shards.
    private const int MostOpen = 2;

    private readonly string _directory;
    private readonly ShardSpan _span;
    private readonly TimeProvider _time;
    private readonly bool _isDurable;
    private readonly Action<string> _log;
    private readonly EventSlice _slice = new();
    private readonly ShardIndex _index;
    private readonly List<ShardFile> _open = [];
    private Queue<string>? _unmerged;
    private bool _isUnmergedOfEverything;
    private bool _isDisposed;

    public ShardedStoreWriter(string directory, ShardSpan span, TimeProvider time, bool isDurable, Action<string> log)
    {
        (_directory, _span, _time, _isDurable, _log) = (directory, span, time, isDurable, log);
        MustBeForAStore(directory);
        Directory.CreateDirectory(directory);
        _index = ShardIndex.Open(directory, _slice, time, isDurable, log);
    }

    public bool IsCurrent => _index.Writer.IsCurrent && _open.TrueForAll(static shard => shard.Writer.IsCurrent);

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
            ShardFile shard = Open(Choose(unixNs));
            using TraceFileReader reader = TraceFileReader.Open(path);
            try
            {
                if (TryIngest(shard, identity, reader, unixNs, cancellation) is IngestResult result)
                {
                    return result;
                }
            }
            catch (StoreUnavailableException exception) when (exception.IsDamaged && IsDamaged(shard))
            {
                SetAside(shard.Row, exception);
            }
        }
    }

    public bool Compact(bool everything = false, CancellationToken cancellation = default)
    {
        if (_open.ToArray().Aggregate(false, (any, shard) => Compact(shard, everything, cancellation) || any))
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
            if (!_open.Exists(shard => shard.Row.Name == name) && _index.Find(name) is ShardRow row && HasSmallBlocks(row)
                && Compact(Open(name), everything, cancellation))
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

        if (_open.Find(shard => shard.Row.Id == oldest.Id) is ShardFile open)
        {
            Close(open);
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

        _index.Dispose();
        _slice.Dispose();
    }

    /// <summary>A store is not mixed with what somebody keeps in a directory that was named by mistake.</summary>
    private static void MustBeForAStore(string directory)
    {
        if (!Directory.Exists(directory))
        {
            return;
        }

        string? other = null;
        foreach (string name in Directory.EnumerateFileSystemEntries(directory).Select(static path => Path.GetFileName(path)))
        {
            if (name.StartsWith(ShardIndex.FileName, StringComparison.Ordinal) || name.EndsWith(".db", StringComparison.Ordinal))
            {
                return;
            }

            bool isNobodys = name[0] == '.' || name is "lost+found" or OjoStore.Tenants;
            other = isNobodys ? other : name;
        }

        if (other is not null)
        {
            throw new StoreUnavailableException(
                $"{directory} is no store, and there are other things in it, {other} for instance. Name a directory that is empty or not there yet, or a file.")
            {
                IsPermanent = true,
            };
        }
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
            Settle(Open(unsettled.Name));
            return null;
        }

        return isRight ? result : null;

        IngestResult IngestInto(StoreChange shardChange, StoreChange change, Func<IngestResult> ingest)
        {
            ShardRow? row = _index.Find(shard.Row.Id);
            change.Nothing = shardChange.Nothing = true;
            if (row is not { IsWritten: true } || Choose(unixNs) != row.Name)
            {
                isRight = false;
                return default;
            }

            if (row.Change != ShardCount.Read(shard.Handle))
            {
                Resume(shard, change);
            }

            if (FileTable.Contains(_index.Handle, identity))
            {
                unsettled = _index.Shards().Find(other => other.IsWritten && other.Id != row.Id && !IsSettled(other));
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
        && (_open.Find(open => open.Row.Id == shard.Id) is ShardFile open ? open.IsKnownTo(_index) : IsSettled(shard)));

    /// <summary>Whether the index is right about a shard. If its writer is just between two commits, it seems not to be.</summary>
    private bool IsSettled(ShardRow shard)
    {
        long count = shard.Change;
        ShardImport.Ask(_directory, shard, handle => count = ShardCount.Read(handle), _log);
        return count == shard.Change;
    }

    /// <summary>Waits for whoever writes to a shard, and makes the index right about it.</summary>
    private void Settle(ShardFile shard) => shard.Writer.Write(shardChange => _index.Write(change =>
    {
        change.Nothing = shardChange.Nothing = true;
        if (!shard.IsKnownTo(_index))
        {
            Resume(shard, change);
        }

        return true;
    }));

    /// <summary>Makes the index agree with a shard whose last writer died between the two commits.</summary>
    private void Resume(ShardFile shard, StoreChange change)
    {
        HashSet<long> runs = ShardTotals.TakeShard(_index.Handle, shard.Handle, shard.Row.Id);
        ShardTotals.Sum(_index.Handle, runs, (other, ask) =>
        {
            if (other.Id == shard.Row.Id)
            {
                ask(shard.Handle);
            }
            else
            {
                ShardImport.Ask(_directory, other, ask, _log);
            }
        });
        change.Nothing = false;
    }

    /// <summary>The name of the shard for a time, as things stand.</summary>
    private string Choose(long unixNs)
    {
        if (!_span.IsBySize)
        {
            return _span.NameOf(unixNs);
        }

        ShardRow? last = _index.Shards().Where(static shard => ShardSpan.NumberOf(shard.Name) is not null).MaxBy(static shard => ShardSpan.NumberOf(shard.Name));
        long number = last is null ? 0 : ShardSpan.NumberOf(last.Name)!.Value;
        return last is null || (last.Change > 0 && SizeOf(last) >= _span.Bytes) ? ShardSpan.NameOfNumber(number + 1) : last.Name;
    }

    private long SizeOf(ShardRow shard)
    {
        if (_open.Find(open => open.Row.Id == shard.Id) is ShardFile open)
        {
            return ShardCatalogue.Number(open.Handle, "PRAGMA page_count") * ShardCatalogue.Number(open.Handle, "PRAGMA page_size");
        }

        var file = new FileInfo(_index.PathOf(shard));
        return file.Exists ? file.Length : 0;
    }

    private ShardFile Open(string name)
    {
        ShardFile? known = _open.Find(shard => shard.Row.Name == name);
        if (known is not null && _index.Find(known.Row.Id) is { IsWritten: true })
        {
            return known;
        }

        if (known is not null)
        {
            Close(known);
        }
        else if (_open.Count == MostOpen)
        {
            Close(_open[0]);
        }

        ShardRow row = _index.Announce(name);
        ShardSteps.Reach(ShardStep.Announced);
        try
        {
            var shard = ShardFile.Open(_index, row, _slice, _time, _isDurable);
            _open.Add(shard);
            return shard;
        }
        catch (StoreUnavailableException exception) when (exception.IsDamaged)
        {
            SetAside(row, exception);
            return Open(name);
        }
    }

    private void Close(ShardFile shard)
    {
        _open.Remove(shard);
        if (!shard.IsMerged)
        {
            _unmerged?.Enqueue(shard.Row.Name);
        }

        bool isKnown;
        using (shard)
        {
            isKnown = shard.IsKnownTo(_index);
        }

        if (isKnown)
        {
            _index.Renounce(shard.Row);
        }
    }

    private static bool IsDamaged(ShardFile shard)
    {
        try
        {
            using var check = new Statement(shard.Handle, "PRAGMA quick_check(1)");
            return !check.Step() || check.Text(0) != "ok";
        }
        catch (StoreUnavailableException exception)
        {
            return exception.IsDamaged;
        }
    }

    /// <summary>Puts a damaged shard out of the way. Its files are no longer known: what of them is still there is taken in again.</summary>
    private void SetAside(ShardRow row, StoreUnavailableException exception)
    {
        if (_open.Find(shard => shard.Row.Id == row.Id) is { } open)
        {
            _open.Remove(open);
            open.Dispose();
        }

        string aside = DamagedFile.SetAside(_index.PathOf(row));
        _log($"{exception.Message} It is set aside as {aside}; what of its files is still there is taken in again.");
        _index.Write(change =>
        {
            HashSet<long> runs = ShardTotals.Forget(_index.Handle, row.Id, keepLedger: false);
            _index.Execute($"DELETE FROM ojo_shard WHERE id = {SqlText.Number(row.Id)}");
            ShardTotals.Sum(_index.Handle, runs, (other, ask) => ShardImport.Ask(_directory, other, ask, _log));
            change.Catalogue = true;
            return true;
        });
    }
}
