using System.Collections.Concurrent;
using Ojo.Storage.Queries;
using Ojo.Storage.Sqlite.Sql;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Reads a store that is one SQLite file. Each call has a connection to itself and sees one state of the store.</summary>
internal sealed class SqliteStoreReader : IStoreReader, IFieldBounds
{
    // Each has a page cache of its own; more are opened when more questions are asked at once, and closed after.
    private const int MostIdle = 8;

    private readonly string _path;
    private readonly ConcurrentBag<ReaderConnection> _idle = [];
    private readonly StoreVersion _version;
    private readonly LongFlows _longFlows = new();
    private readonly FlowLooks _looks = new();
    private StoredCatalogue? _catalogue;
    private volatile bool _disposed;

    public SqliteStoreReader(string path)
    {
        _path = path;
        _version = new StoreVersion(path);
    }

    public bool IsCurrent => _version.IsCurrent;

    public long GetVersion() => _version.Get();

    public StoreStatistics GetStatistics(CancellationToken cancellation = default) =>
        Read((connection, catalogue) => StatisticsQuery.Run(connection, catalogue), cancellation);

    public IReadOnlyList<StoredEventType> GetEventTypes(CancellationToken cancellation = default) =>
        Read((connection, catalogue) => EventTypesQuery.Run(connection, catalogue), cancellation);

    public IReadOnlyList<StoredRun> GetRuns(CancellationToken cancellation = default) =>
        Read((connection, _) => RunsQuery.Run(connection), cancellation);

    public FlowPage GetFlows(FlowQuery query, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Read((connection, catalogue) =>
        {
            var allowance = new TimeAllowance(query.TimeLimit);
            FlowPage page = FlowListQuery.Run(connection, catalogue, query, allowance, (filter, events) =>
                _looks.Of(connection, filter, flow => new RunEvents(connection, catalogue, events, flow.RunId, flow, allowance)));
            return FlowActivity.AddTo(page, query, allowance, activity =>
            {
                for (int place = 0; place < activity.Flows.Count; place++)
                {
                    if (FlowPart.Find(connection, activity.Flows[place].Flow) is FlowPart whole)
                    {
                        activity.Add(whole, place);
                    }
                }
            }, cancellation);
        }, cancellation);
    }

    public FlowDetails? GetFlow(FlowKey flow, CancellationToken cancellation = default) =>
        Read(
            (connection, catalogue) => _longFlows.Get(
                connection, flow, () => FlowDetailsQuery.Run(connection, catalogue, flow, visitParts: null, isQuick: false, cancellation)),
            cancellation);

    public FlowDetails? GetFlowQuickly(FlowKey flow, CancellationToken cancellation = default) =>
        Read((connection, catalogue) => FlowDetailsQuery.Run(connection, catalogue, flow, visitParts: null, isQuick: true, cancellation), cancellation);

    public EventPage GetEvents(EventQuery query, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Read((connection, catalogue) =>
        {
            var page = new EventPageQuery(query, catalogue, cancellation);
            return page.Run(connection, (filter, run) => new RunEvents(connection, catalogue, filter, run, query.Flow, page.Allowance));
        }, cancellation);
    }

    public SeriesResult GetSeries(SeriesQuery query, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Read((connection, catalogue) => SeriesReader.Run(connection, catalogue, query, cancellation), cancellation);
    }

    public IReadOnlyList<Gap> GetGaps(long? runId = null, CancellationToken cancellation = default) =>
        Read((connection, _) => GapsQuery.Run(connection, runId), cancellation);

    public bool Scan(EventScan scan, IEventSink sink, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(scan);
        ArgumentNullException.ThrowIfNull(sink);
        return Read((connection, catalogue) => EventScanner.Run(connection, catalogue, scan, sink, cancellation), cancellation);
    }

    public SqlResult QuerySql(SqlQuery query, ISqlSink sink, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(sink);
        ObjectDisposedException.ThrowIf(_disposed, this);
        using var watch = new SqlWatch(query.Limits, cancellation);
        return watch.Run(() =>
        {
            using var connection = new SqlConnection(_path, watch);
            connection.BeginReading();
            return connection.Run(query, sink);
        });
    }

    public IReadOnlyList<SqlTable> GetSqlTables(CancellationToken cancellation = default) =>
        Read((connection, _) => SqlTablesQuery.Run(connection, cancellation), cancellation);

    public FieldBounds? FindBounds(FlowKey flow, int typeKey, int field, CancellationToken cancellation = default) =>
        Read((connection, catalogue) => new FieldBoundsQuery(connection, catalogue, cancellation).Run(flow, typeKey, field), cancellation);

    public void Dispose()
    {
        _disposed = true;
        _version.Dispose();
        while (_idle.TryTake(out ReaderConnection? connection))
        {
            connection.Dispose();
        }
    }

    /// <summary>Asks with a connection and one state of the store to itself.</summary>
    internal T Read<T>(Func<ReaderConnection, StoredCatalogue, T> query, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_disposed, this);
        ReaderConnection connection = _idle.TryTake(out ReaderConnection? idle) ? idle : new ReaderConnection(_path);
        bool isSound = false;
        try
        {
            connection.Begin(cancellation);
            T result;
            try
            {
                result = query(connection, CatalogueOf(connection));
            }
            finally
            {
                connection.End();
            }

            isSound = true;
            return result;
        }
        catch (Exception exception) when (exception is StoreQueryException or OperationCanceledException)
        {
            isSound = true;
            cancellation.ThrowIfCancellationRequested();
            throw;
        }
        finally
        {
            if (isSound && !_disposed && _idle.Count < MostIdle)
            {
                _idle.Add(connection);
            }
            else
            {
                connection.Dispose();
            }
        }
    }

    private StoredCatalogue CatalogueOf(ReaderConnection connection)
    {
        long version = connection.Prepare("SELECT value FROM ojo_store WHERE name = 'catalogue'").Scalar() ?? 0;
        StoredCatalogue? known = Volatile.Read(ref _catalogue);
        if (known?.Version != version)
        {
            known = StoredCatalogue.Load(connection.Handle, version);
            Volatile.Write(ref _catalogue, known);
        }

        return known;
    }
}
