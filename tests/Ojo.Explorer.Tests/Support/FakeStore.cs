using Ojo.Catalogue;
using Ojo.Format;
using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Tests.Support;

/// <summary>A store whose every answer a test can choose: for what a real one does too rarely, or not on demand.</summary>
internal sealed class FakeStore : IStoreReader
{
    private long _version = 1;
    private int _disposed;

    public Func<StoreStatistics> Statistics { get; set; } = () => SampleStore.Statistics;

    public Func<IReadOnlyList<StoredEventType>> EventTypes { get; set; } = () => SampleStore.EventTypes;

    public Func<IReadOnlyList<StoredRun>> Runs { get; set; } = () => [SampleStore.Run];

    public Func<FlowQuery, CancellationToken, FlowPage> Flows { get; set; } = static (_, _) => new FlowPage([SampleStore.Flow], 1, null);

    public Func<FlowKey, FlowDetails?> Flow { get; set; } = static key => key == SampleStore.Flow.Flow ? SampleStore.Details : null;

    public Func<EventQuery, CancellationToken, EventPage> Events { get; set; } = static (_, _) => new EventPage(SampleStore.Events, null);

    public Func<SeriesQuery, SeriesResult> Series { get; set; } = static query => SampleStore.SeriesOf(query);

    public Func<IReadOnlyList<Gap>> Gaps { get; set; } = () => [new Gap(1, 2_100_000_000, 2_140_000_000, DropCause.BufferFull, 4410)];

    public Func<SqlQuery, ISqlSink, CancellationToken, SqlResult> Sql { get; set; } = SampleStore.AnswerSql;

    public Func<long>? Version { get; set; }

    public bool IsDisposed => Volatile.Read(ref _disposed) != 0;

    public void Change() => Interlocked.Increment(ref _version);

    public long GetVersion() => Version?.Invoke() ?? Interlocked.Read(ref _version);

    public StoreStatistics GetStatistics(CancellationToken cancellation = default) => Statistics();

    public IReadOnlyList<StoredEventType> GetEventTypes(CancellationToken cancellation = default) => EventTypes();

    public IReadOnlyList<StoredRun> GetRuns(CancellationToken cancellation = default) => Runs();

    public FlowPage GetFlows(FlowQuery query, CancellationToken cancellation = default) => Flows(query, cancellation);

    public FlowDetails? GetFlow(FlowKey flow, CancellationToken cancellation = default) => Flow(flow);

    public EventPage GetEvents(EventQuery query, CancellationToken cancellation = default) => Events(query, cancellation);

    public SeriesResult GetSeries(SeriesQuery query, CancellationToken cancellation = default) => Series(query);

    public IReadOnlyList<Gap> GetGaps(long? runId = null, CancellationToken cancellation = default) => Gaps();

    public SqlResult QuerySql(SqlQuery query, ISqlSink sink, CancellationToken cancellation = default) => Sql(query, sink, cancellation);

    public IReadOnlyList<SqlTable> GetSqlTables(CancellationToken cancellation = default) => SampleStore.SqlTables;

    public bool Scan(EventScan scan, IEventSink sink, CancellationToken cancellation = default) => true;

    public void Dispose() => Interlocked.Exchange(ref _disposed, 1);

    public static EventDescriptor Describe(string name, params FieldDescriptor[] fields) =>
        new() { Id = 0x00010001, Name = name, Provider = "test", Category = "Test", Fields = fields };
}
