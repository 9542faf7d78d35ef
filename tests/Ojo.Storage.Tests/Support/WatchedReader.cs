using Ojo.Storage.Queries;

namespace Ojo.Storage.Tests.Support;

/// <summary>A store that tells a test of each batch that a scan shows.</summary>
internal sealed class WatchedReader(IStoreReader reader, Action<int> onBatch) : IStoreReader
{
    private int _batches;

    public long GetVersion() => reader.GetVersion();

    public StoreStatistics GetStatistics(CancellationToken cancellation = default) => reader.GetStatistics(cancellation);

    public IReadOnlyList<StoredEventType> GetEventTypes(CancellationToken cancellation = default) => reader.GetEventTypes(cancellation);

    public IReadOnlyList<StoredRun> GetRuns(CancellationToken cancellation = default) => reader.GetRuns(cancellation);

    public FlowPage GetFlows(FlowQuery query, CancellationToken cancellation = default) => reader.GetFlows(query, cancellation);

    public FlowDetails? GetFlow(FlowKey flow, CancellationToken cancellation = default) => reader.GetFlow(flow, cancellation);

    public EventPage GetEvents(EventQuery query, CancellationToken cancellation = default) => reader.GetEvents(query, cancellation);

    public SeriesResult GetSeries(SeriesQuery query, CancellationToken cancellation = default) => reader.GetSeries(query, cancellation);

    public IReadOnlyList<Gap> GetGaps(long? runId = null, CancellationToken cancellation = default) => reader.GetGaps(runId, cancellation);

    public bool Scan(EventScan scan, IEventSink sink, CancellationToken cancellation = default) =>
        reader.Scan(scan, new Sink(sink, () => onBatch(++_batches)), cancellation);

    public SqlResult QuerySql(SqlQuery query, ISqlSink sink, CancellationToken cancellation = default) => reader.QuerySql(query, sink, cancellation);

    public IReadOnlyList<SqlTable> GetSqlTables(CancellationToken cancellation = default) => reader.GetSqlTables(cancellation);

    public void Dispose()
    {
    }

    private sealed class Sink(IEventSink sink, Action taken) : IEventSink
    {
        public bool Take(in ScannedEvents events)
        {
            bool goOn = sink.Take(events);
            taken();
            return goOn;
        }
    }
}
