using Ojo.Storage.Queries;
using Ojo.Storage.Sqlite.Reading;

namespace Ojo.Storage.Shards;

/// <summary>Reads a store that is a directory as one store. What no event is needed for, the index answers.</summary>
internal sealed class ShardedStoreReader : IStoreReader, IFieldBounds
{
    private const int MostAttempts = 8;

    private readonly string _directory;
    private readonly SqliteStoreReader _index;
    private readonly ShardConnections _connections;
    private readonly UnreadableShards _unreadable;
    private readonly ScanBatches _batches = new();
    private readonly LongFlows _longFlows = new();
    private readonly FlowLooks _looks = new();
    private long _listed = -1;

    public ShardedStoreReader(string directory)
    {
        _directory = directory;
        _index = new SqliteStoreReader(Path.Combine(directory, ShardIndex.FileName));
        _connections = new ShardConnections(directory);
        _unreadable = new UnreadableShards(directory);
    }

    /// <summary>How many connections to shards are kept open.</summary>
    internal int IdleConnections => _connections.IdleCount;

    public bool IsCurrent => _index.IsCurrent;

    public long GetVersion() => _index.GetVersion();

    public StoreStatistics GetStatistics(CancellationToken cancellation = default) => Ask(shards =>
    {
        StoreStatistics all = StatisticsQuery.Run(shards.Index, shards.Catalogue);
        long files = shards.Index.Prepare("SELECT count(*) FROM ojo_shard_file WHERE shard <> 0").Scalar() ?? 0;
        return all with { Files = files, Missing = FindMissing(shards) };
    }, cancellation);

    public IReadOnlyList<StoredEventType> GetEventTypes(CancellationToken cancellation = default) => _index.GetEventTypes(cancellation);

    public IReadOnlyList<StoredRun> GetRuns(CancellationToken cancellation = default) => _index.GetRuns(cancellation);

    public FlowPage GetFlows(FlowQuery query, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Ask(shards =>
        {
            var allowance = new TimeAllowance(query.TimeLimit);
            FlowPage page = FlowListQuery.Run(shards.Index, shards.Catalogue, query, allowance, (filter, events) =>
                _looks.Of(shards.Index, filter, flow => new ShardedRunEvents(shards, events, flow.RunId, flow, allowance)));
            page = FlowActivity.AddTo(page, query, allowance, activity => ShardedActivity.Run(shards, activity, allowance), cancellation);
            if (shards.Missing.Count > 0)
            {
                _looks.Clear();
            }

            return page with { Missing = FindMissing(shards) };
        }, cancellation);
    }

    public FlowDetails? GetFlow(FlowKey flow, CancellationToken cancellation = default) => GetFlow(flow, isQuick: false, cancellation);

    public FlowDetails? GetFlowQuickly(FlowKey flow, CancellationToken cancellation = default) => GetFlow(flow, isQuick: true, cancellation);

    private FlowDetails? GetFlow(FlowKey flow, bool isQuick, CancellationToken cancellation) => Ask(shards =>
    {
        // Where something is missing, what was found before would hide it.
        return isQuick || shards.AcceptNewer || FindMissing(shards).Count > 0 ? Find() : _longFlows.Get(shards.Index, flow, Find);

        FlowDetails? Find()
        {
            FlowDetails? details = FlowDetailsQuery.Run(shards.Index, shards.Catalogue, flow, Visit, isQuick, cancellation);
            return details is null ? null : details with { Missing = shards.Missing };
        }

        void Visit(FlowRow row, Action<FlowPart> add)
        {
            foreach (ShardPart part in shards.PartsOf(flow.RunId, row.FirstNs, row.LastNs))
            {
                shards.Ask(part.Shard, connection =>
                {
                    if (FlowPart.Find(connection, flow) is FlowPart found)
                    {
                        add(found with { Place = ShardPlace.Of(part.Shard, 0) });
                    }

                    return true;
                }, none: false);
            }
        }
    }, cancellation);

    public EventPage GetEvents(EventQuery query, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Ask(shards =>
        {
            var page = new EventPageQuery(query, shards.Catalogue, cancellation);
            EventPage read = page.Run(shards.Index, (filter, run) => new ShardedRunEvents(shards, filter, run, query.Flow, page.Allowance));
            return read with { Missing = shards.Missing };
        }, cancellation);
    }

    public SeriesResult GetSeries(SeriesQuery query, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Ask(shards => ShardedSeries.Run(shards, query), cancellation);
    }

    public bool Scan(EventScan scan, IEventSink sink, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(scan);
        ArgumentNullException.ThrowIfNull(sink);
        return Ask(shards => ShardedScan.Run(shards, scan, sink, _batches), cancellation);
    }

    public SqlResult QuerySql(SqlQuery query, ISqlSink sink, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(sink);
        return ShardedSql.Run(_directory, query, sink, cancellation);
    }

    public IReadOnlyList<SqlTable> GetSqlTables(CancellationToken cancellation = default) => _index.GetSqlTables(cancellation);

    public FieldBounds? FindBounds(FlowKey flow, int typeKey, int field, CancellationToken cancellation = default) =>
        Ask(shards => ShardedBounds.Run(shards, flow, typeKey, field), cancellation);

    public IReadOnlyList<Gap> GetGaps(long? runId = null, CancellationToken cancellation = default) => _index.GetGaps(runId, cancellation);

    public void Dispose()
    {
        _index.Dispose();
        _connections.Dispose();
    }

    private T Ask<T>(Func<ShardedQuery, T> question, CancellationToken cancellation)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return _index.Read((connection, catalogue) =>
                {
                    ForgetRemoved(connection);
                    var shards = new ShardedQuery(connection, catalogue, _connections, cancellation) { AcceptNewer = attempt == MostAttempts };
                    T answer = question(shards);
                    _unreadable.Remember(shards.Missing);
                    return answer;
                }, cancellation);
            }
            catch (StaleIndexException) when (attempt < MostAttempts)
            {
                // A writer is faster than the question; it gets a moment to finish its file.
                cancellation.WaitHandle.WaitOne(attempt);
            }
        }
    }

    private void ForgetRemoved(ReaderConnection index)
    {
        long change = index.Prepare("SELECT value FROM ojo_store WHERE name = 'change'").Scalar() ?? 0;
        if (Interlocked.Exchange(ref _listed, change) != change)
        {
            _connections.KeepOnly([.. Shards(index).Select(static shard => shard.Id)]);
        }
    }

    private static List<ShardRow> Shards(ReaderConnection index) =>
        ShardRow.ReadAll(index.Prepare($"SELECT {ShardRow.Columns} FROM ojo_shard WHERE state = 1"));

    /// <summary>What can be seen from outside, and what earlier questions have come upon.</summary>
    private List<MissingPart> FindMissing(ShardedQuery shards)
    {
        var missing = new List<MissingPart>();
        foreach (ShardRow shard in Shards(shards.Index).Where(static shard => shard.FirstNs is not null).OrderBy(static shard => shard.Name, StringComparer.Ordinal))
        {
            if (ShardGlance.FindFault(Path.Combine(_directory, shard.Name), shard.IsWritten) is string fault)
            {
                missing.Add(new MissingPart(shard.Name, fault));
            }
            else if (_unreadable.Find(shard.Name) is MissingPart met)
            {
                missing.Add(met);
            }
        }

        return missing;
    }
}
