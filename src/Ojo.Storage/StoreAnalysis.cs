using Ojo.Storage.Analysis;
using Ojo.Storage.Queries;

namespace Ojo.Storage;

/// <summary>Questions that are answered by looking at events one by one, of whatever engine.</summary>
/// <remarks>
/// All of them read through <see cref="IStoreReader.Scan"/>, take memory that does not grow with the number of events, and
/// may be cancelled. Those with a time limit answer with what they have when it is over, and say how far they came.
/// </remarks>
public static class StoreAnalysis
{
    /// <summary>How the values of a field are spread.</summary>
    /// <exception cref="StoreQueryException">The question cannot be answered; the message says what to change.</exception>
    public static Histogram GetHistogram(this IStoreReader reader, HistogramQuery query, CancellationToken cancellation = default) =>
        GetHistogram(reader, query, TimeProvider.System, cancellation);

    /// <summary>How many events of each type there are over time.</summary>
    /// <exception cref="StoreQueryException">The question cannot be answered; the message says what to change.</exception>
    public static TimeHistogram GetTimeHistogram(this IStoreReader reader, TimeHistogramQuery query, CancellationToken cancellation = default) =>
        new TimeHistogramQuestion(Asked(reader, query), query, TimeProvider.System, cancellation).Answer();

    /// <summary>What the events of each group add up to: counts, sums, averages, extremes and percentiles of a field, the first groups and the remainder.</summary>
    /// <remarks>
    /// At most 100,000 groups are told apart, 1,000 where percentiles are asked for. Percentiles are exact as long as all groups
    /// together have no more than 1,048,576 values; past that the groups that go on growing are sketched, which
    /// <see cref="Group.IsExact"/> says.
    /// </remarks>
    /// <exception cref="StoreQueryException">The question cannot be answered; the message says what to change.</exception>
    public static GroupResult GetGroups(this IStoreReader reader, GroupQuery query, CancellationToken cancellation = default) =>
        GetGroups(reader, query, TimeProvider.System, cancellation);

    /// <summary>What a flow did in a stretch of time: events by type, packets, bytes, rates and round-trip times.</summary>
    /// <exception cref="StoreQueryException">The question cannot be answered; the message says what to change.</exception>
    public static RangeStatistics GetRange(this IStoreReader reader, RangeQuery query, CancellationToken cancellation = default) =>
        new RangeQuestion(Asked(reader, query), query, TimeProvider.System, cancellation).Answer();

    /// <summary>
    /// What happened to a packet, by roles and parts: when it was created, sent, acknowledged or lost, what it was retransmitted as
    /// and what of. Asks for lists of events by value, which engines find quickly, and scans nothing.
    /// </summary>
    /// <exception cref="StoreQueryException">The question cannot be answered; the message says what to change.</exception>
    public static PacketLives GetPacketLife(this IStoreReader reader, PacketLifeQuery query, CancellationToken cancellation = default) =>
        GetPacketLife(reader, query, TimeProvider.System, cancellation);

    /// <summary>
    /// Throughput, goodput, bytes in flight, round-trip times and loss over time, worked out of a flow's packets;
    /// <see cref="DerivedKind"/> has the formulas.
    /// </summary>
    /// <exception cref="StoreQueryException">The question cannot be answered; the message says what to change.</exception>
    public static DerivedSeriesResult GetDerivedSeries(this IStoreReader reader, DerivedSeriesQuery query, CancellationToken cancellation = default) =>
        GetDerivedSeries(reader, query, TimeProvider.System, cancellation);

    internal static DerivedSeriesResult GetDerivedSeries(IStoreReader reader, DerivedSeriesQuery query, TimeProvider time, CancellationToken cancellation) =>
        new DerivedQuestion(Asked(reader, query), query, time, cancellation).Answer();

    internal static PacketLives GetPacketLife(IStoreReader reader, PacketLifeQuery query, TimeProvider time, CancellationToken cancellation) =>
        new PacketLifeQuestion(Asked(reader, query), query, time, cancellation).Answer();

    internal static GroupResult GetGroups(IStoreReader reader, GroupQuery query, TimeProvider time, CancellationToken cancellation) =>
        new GroupQuestion(Asked(reader, query), query, time, cancellation).Answer();

    internal static Histogram GetHistogram(IStoreReader reader, HistogramQuery query, TimeProvider time, CancellationToken cancellation) =>
        new HistogramQuestion(Asked(reader, query), query, time, cancellation).Answer();

    private static IStoreReader Asked(IStoreReader reader, object query)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(query);
        return reader;
    }
}
