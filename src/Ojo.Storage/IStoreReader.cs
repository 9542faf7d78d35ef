using Ojo.Storage.Queries;

namespace Ojo.Storage;

/// <summary>Answers questions about a store. Reads only; safe to use from any number of threads at once.</summary>
/// <remarks>
/// Every method may be cancelled and then throws <see cref="OperationCanceledException"/>. What a method returns is
/// consistent in itself; two calls may see two states of a store that is being written to.
/// </remarks>
public interface IStoreReader : IDisposable
{
    /// <summary>Whether this is still the store at the place where it was opened; false once that was moved, replaced or removed.</summary>
    bool IsCurrent => true;

    /// <summary>A number that changes whenever the store's content does. Cheap enough to ask many times a second.</summary>
    long GetVersion();

    /// <summary>How much there is, by event type too.</summary>
    StoreStatistics GetStatistics(CancellationToken cancellation = default);

    /// <summary>Every event type that the store knows, with its fields; each has a <see cref="StoredEventType.TypeKey"/> of its own.</summary>
    IReadOnlyList<StoredEventType> GetEventTypes(CancellationToken cancellation = default);

    /// <summary>Every run, in order of start.</summary>
    IReadOnlyList<StoredRun> GetRuns(CancellationToken cancellation = default);

    /// <summary>A page of the flows that match.</summary>
    /// <exception cref="StoreQueryException">The query cannot be answered; the message says what to change.</exception>
    FlowPage GetFlows(FlowQuery query, CancellationToken cancellation = default);

    /// <summary>One flow with its events counted by type, or null where there is none of this name.</summary>
    FlowDetails? GetFlow(FlowKey flow, CancellationToken cancellation = default);

    /// <summary>
    /// The same, but of a flow of 50,000 events or more without the median of its round-trip times: that takes a look at every sample,
    /// and all else is known without.
    /// </summary>
    FlowDetails? GetFlowQuickly(FlowKey flow, CancellationToken cancellation = default) => GetFlow(flow, cancellation);

    /// <summary>A page of the events that match, decoded, in order of (run, time).</summary>
    /// <exception cref="StoreQueryException">The query cannot be answered; the message says what to change.</exception>
    EventPage GetEvents(EventQuery query, CancellationToken cancellation = default);

    /// <summary>One flow's values of some fields over time, reduced to what a chart of a given width can show.</summary>
    /// <exception cref="StoreQueryException">The query cannot be answered; the message says what to change.</exception>
    SeriesResult GetSeries(SeriesQuery query, CancellationToken cancellation = default);

    /// <summary>
    /// Shows a sink every event that matches, undecoded: flow after flow, each flow's events in order of (time, place) and all
    /// of one state of the store. Memory does not grow with the number of events, and none is allocated for an event.
    /// </summary>
    /// <returns>False where the sink stopped the scan.</returns>
    bool Scan(EventScan scan, IEventSink sink, CancellationToken cancellation = default);

    /// <summary>
    /// Runs a statement of SQL that reads this store and nothing else: it cannot write, open another file or call what is not of
    /// this program, whatever the statement says and whatever is in the store. What goes beyond its limits ends it.
    /// </summary>
    /// <remarks>The whole statement sees one state of the store.</remarks>
    /// <exception cref="StoreSqlException">The statement cannot be run; it says where and what to change.</exception>
    SqlResult QuerySql(SqlQuery query, ISqlSink sink, CancellationToken cancellation = default);

    /// <summary>The names that a statement of SQL can select from, in order, each with its columns.</summary>
    IReadOnlyList<SqlTable> GetSqlTables(CancellationToken cancellation = default);

    /// <summary>Where events were lost, and why: of one run, or of all.</summary>
    IReadOnlyList<Gap> GetGaps(long? runId = null, CancellationToken cancellation = default);
}
