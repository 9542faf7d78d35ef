using Ojo.Catalogue;
using Ojo.Format;
using Ojo.Storage.Decoding;
using Ojo.Storage.Ingestion;
using Ojo.Storage.Sqlite.Writing.Compaction;
using SQLitePCL;

namespace Ojo.Storage.Sqlite.Writing;

/// <summary>Writes a store that is one SQLite file. Each call is one transaction: it happens wholly or not at all.</summary>
internal sealed class SqliteStoreWriter : IStoreWriter
{
    private readonly StoreConnection _connection;
    private readonly WriteTransactions _transactions;
    private readonly TypeCatalogue _types;
    private readonly SliceWriter _slices;
    private readonly MetaWriter _meta;
    private readonly Compactor _compactor;
    private readonly FloorBuilder _floors;
    private readonly EventSlice _slice;
    private readonly bool _ownsSlice;
    private readonly TimeProvider _time;
    private bool _isDisposed;

    /// <param name="path">The file.</param>
    /// <param name="time">Says when a file was taken in.</param>
    /// <param name="isDurable">Whether each transaction waits for the disk.</param>
    /// <param name="slice">What to sort events in, shared with other writers of the same thread; null for one of its own.</param>
    public SqliteStoreWriter(string path, TimeProvider time, bool isDurable = false, EventSlice? slice = null)
    {
        _slice = slice ?? new EventSlice();
        _ownsSlice = slice is null;
        _time = time;
        _connection = StoreConnection.OpenToWrite(path, isDurable);
        try
        {
            _transactions = new WriteTransactions(_connection.Handle, isDurable);
            _types = new TypeCatalogue(_connection.Handle);
            _slices = new SliceWriter(_connection.Handle);
            _meta = new MetaWriter(_connection.Handle);
            _compactor = new Compactor(_connection.Handle);
            _floors = new FloorBuilder(_connection.Handle);
            AddBuiltInTypes();
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    public bool IsCurrent => !_connection.HasMoved;

    public void AddRun(RunDescription run)
    {
        ArgumentNullException.ThrowIfNull(run);
        Write(changed =>
        {
            changed.Nothing = !RunTable.Describe(_connection.Handle, run);
            changed.Catalogue = !changed.Nothing;
            if (changed.Catalogue)
            {
                _types.Resolve();
            }

            return true;
        });
    }

    public void AddSchema(ulong schemaHash, SchemaDocument schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        if (schemaHash == 0)
        {
            throw new TraceFormatException("0 is not a schema's hash.");
        }

        Write(changed =>
        {
            changed.Catalogue = _types.AddSchema((long)schemaHash, schema.Events, shape: null);
            changed.Nothing = !changed.Catalogue;
            return true;
        });
    }

    public IngestResult Ingest(string path, CancellationToken cancellation = default)
    {
        using TraceFileReader reader = TraceFileReader.Open(path);
        FileIdentity identity = FileIdentity.Of(path, reader, cancellation);
        return Write(changed => Ingest(identity, reader, changed, cancellation));
    }

    public bool Compact(bool everything = false, CancellationToken cancellation = default)
    {
        bool merged = _compactor.MayHaveWork
            && Rearrange(() => _compactor.Step(everything, cancellation), StoreStep.PieceDone, StoreStep.PieceCommitted);
        bool built = !merged && _floors.MayHaveWork
            && Rearrange(() => _floors.Step(cancellation), StoreStep.FloorsDone, StoreStep.FloorsCommitted);
        return merged || built || FreePages.GiveBackSome(_connection, everything);
    }

    public bool Retain(Retention retention, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(retention);
        if (RunRemoval.Next(_connection.Handle, retention, _time.GetUtcNow()) is null)
        {
            return false;
        }

        return Write(changed =>
        {
            // Asked again: another writer may have done it.
            changed.Catalogue = RunRemoval.Next(_connection.Handle, retention, _time.GetUtcNow()) is not null;
            changed.Nothing = !changed.Catalogue;
            if (RunRemoval.Next(_connection.Handle, retention, _time.GetUtcNow()) is long run)
            {
                RunRemoval.Remove(_connection.Handle, run, cancellation);
            }

            return changed.Catalogue;
        });
    }

    /// <summary>The connection, for whoever makes this file a part of a larger store.</summary>
    internal sqlite3 Handle => _connection.Handle;

    /// <summary>Takes a file in, as a part of something larger.</summary>
    /// <param name="identity">What the file is.</param>
    /// <param name="reader">Its content.</param>
    /// <param name="within">Called inside the transaction with what takes the file in; it decides whether that happens.</param>
    /// <param name="cancellation">Undoes everything.</param>
    internal IngestResult Ingest(
        FileIdentity identity, TraceFileReader reader, Func<StoreChange, Func<IngestResult>, IngestResult> within, CancellationToken cancellation) =>
        Write(changed => within(changed, () =>
        {
            _types.Forget();
            return Ingest(identity, reader, changed, cancellation);
        }));

    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        BringHome();
        if (_ownsSlice)
        {
            _slice.Dispose();
        }

        _slices.Dispose();
        _meta.Dispose();
        _compactor.Dispose();
        _floors.Dispose();
        _types.Dispose();
        _transactions.Dispose();
        _connection.Dispose();
    }

    /// <summary>
    /// Writes what is only in the log into a file that was moved: the log is left behind under the old name, and SQLite
    /// would not do it when the connection ends.
    /// </summary>
    private void BringHome()
    {
        if (!_connection.HasMoved)
        {
            return;
        }

        try
        {
            _connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (StoreUnavailableException)
        {
            // It is gone, or its medium is: there is nothing to bring home to.
        }
    }

    private void AddBuiltInTypes()
    {
        IReadOnlyList<EventDescriptor> types = EventCatalogue.Providers.FirstOrDefault(provider => provider.Name == "ojo")?.Events ?? [];
        byte[] shape = System.Security.Cryptography.SHA256.HashData([.. types.SelectMany(TypeShape.Of)]);
        using var known = new Statement(_connection.Handle, "SELECT 1 FROM ojo_schema WHERE hash = 0 AND shape IS ?1");
        if (types.Count > 0 && known.Bind(1, shape.AsSpan()).Scalar() is null)
        {
            Write(changed => changed.Catalogue = _types.AddSchema(0, types, shape));
        }
    }

    private IngestResult Ingest(FileIdentity identity, TraceFileReader reader, StoreChange changed, CancellationToken cancellation)
    {
        if (FileTable.Contains(_connection.Handle, identity))
        {
            changed.Nothing = true;
            return new IngestResult(AlreadyStored: true, Events: 0, Dropped: 0);
        }

        if (CopyRule.Refusal(_connection.Handle, reader, identity) is { } refusal)
        {
            changed.Nothing = true;
            return new IngestResult(AlreadyStored: true, Events: 0, Dropped: 0) { Refusal = refusal };
        }

        (long run, long schema) = RunTable.FindOrAdd(_connection.Handle, reader, identity);
        long file = FileTable.Add(_connection.Handle, identity, reader, run, _time.GetUtcNow());
        StoreSteps.Reach(StoreStep.FileAdded);
        var keys = new IngestKeys(_types, run, schema);
        long tickNs = reader.Version == 1 ? 1000 : 1;
        _slice.Acquire();
        long records = 0;
        long events = 0;
        long dropped = 0;
        SliceSpan? span = null;
        for (int count; (count = Read(reader, identity.Name)) > 0; records += count)
        {
            cancellation.ThrowIfCancellationRequested();
            _slice.Sort(count, records, tickNs);
            if (_slices.Write(_slice, run, file, tickNs, keys, cancellation) is { } written)
            {
                span = SliceSpan.Join(span, written);
            }

            dropped += _meta.Write(_slice, run, file, tickNs);
            events += _slice.EventCount;
            StoreSteps.Reach(StoreStep.SliceWritten);
        }

        Total(run, file, events, dropped, span);
        StoreSteps.Reach(StoreStep.FileWritten);
        changed.Catalogue = keys.HasNew;
        return new IngestResult(AlreadyStored: false, events, dropped);
    }

    /// <summary>Runs a transaction that changes nothing of what the store says.</summary>
    private bool Rearrange(Func<bool> work, StoreStep done, StoreStep committed)
    {
        _slice.Release();
        bool hasWorked = Write(changed =>
        {
            changed.OnlyLayout = true;
            changed.Nothing = !work();
            if (!changed.Nothing)
            {
                StoreSteps.Reach(done);
            }

            return !changed.Nothing;
        });
        if (hasWorked)
        {
            StoreSteps.Reach(committed);
        }

        return hasWorked;
    }

    private int Read(TraceFileReader reader, string name)
    {
        try
        {
            return reader.Read(_slice.Buffer);
        }
        catch (ArgumentException)
        {
            throw new TraceFormatException($"{name} has an event that takes more than {EventSlice.Capacity} records: no writer means that.");
        }
    }

    private void Total(long run, long file, long events, long dropped, SliceSpan? span)
    {
        using var totalFile = new Statement(_connection.Handle, "UPDATE ojo_file SET events = ?2, dropped = ?3 WHERE id = ?1");
        totalFile.Bind(1, file).Bind(2, events).Bind(3, dropped).Execute();
        using var totalRun = new Statement(_connection.Handle, """
            UPDATE ojo_run SET events = events + ?2, dropped = dropped + ?3,
                first_ns = min(coalesce(first_ns, ?4), coalesce(?4, first_ns)),
                last_ns = max(coalesce(last_ns, ?5), coalesce(?5, last_ns)),
                longest = max(longest, ?6)
            WHERE id = ?1
            """);
        totalRun.Bind(1, run).Bind(2, events).Bind(3, dropped).Bind(4, span?.FirstNs).Bind(5, span?.LastNs).Bind(6, span?.Longest ?? 0).Execute();
    }

    /// <summary>Runs a transaction.</summary>
    internal T Write<T>(Func<StoreChange, T> body)
    {
        try
        {
            return _transactions.Run(body, foreignChange: _types.Forget);
        }
        catch
        {
            _types.Forget();
            _slices.Discard();
            _compactor.Discard();
            throw;
        }
    }
}
