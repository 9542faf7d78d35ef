using Ojo.Storage;
using Ojo.Storage.Filters;
using Ojo.Storage.Queries;

namespace Ojo.Interop.Exporting;

/// <summary>What is exported: a store, and which events of it.</summary>
/// <remarks>It reads one state of the catalogue, taken when it is made. Safe to use from any number of threads at once.</remarks>
public sealed class ExportSource
{
    /// <summary>Makes a source of a store's events.</summary>
    /// <param name="store">The store; it stays its owner's.</param>
    /// <param name="cancellation">Ends the reading of the catalogue.</param>
    public ExportSource(IStoreReader store, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        Store = store;
        Types = store.GetEventTypes(cancellation).ToDictionary(static type => type.TypeKey);
        Runs = store.GetRuns(cancellation).ToDictionary(static run => run.RunId);
    }

    private ExportSource(ExportSource other) => (
        Store, Types, Runs, Flows, RunId, FromNs, ToNs, Filter, FromUnixNs, ToUnixNs, TypeKeys) = (
        other.Store, other.Types, other.Runs, other.Flows, other.RunId, other.FromNs, other.ToNs, other.Filter, other.FromUnixNs, other.ToUnixNs, other.TypeKeys);

    /// <summary>The store.</summary>
    public IStoreReader Store { get; }

    /// <summary>Its event types, by their number in it.</summary>
    public IReadOnlyDictionary<int, StoredEventType> Types { get; }

    /// <summary>Its runs, by their number in it.</summary>
    public IReadOnlyDictionary<long, StoredRun> Runs { get; }

    /// <summary>Only events of these flows; null: of every flow.</summary>
    public IReadOnlyList<FlowKey>? Flows { get; init; }

    /// <summary>Only events of this run; null: of every run.</summary>
    public long? RunId { get; init; }

    /// <summary>Only events at or after this time, in nanoseconds since the run's start.</summary>
    public long FromNs { get; init; }

    /// <summary>Only events before this time, in nanoseconds since the run's start; null: to the end.</summary>
    public long? ToNs { get; init; }

    /// <summary>Only events that this filter lets through; null: all.</summary>
    public Filter? Filter { get; init; }

    /// <summary>Only events at or after this time by the clock on the wall, in nanoseconds since the Unix epoch; null: from the start.</summary>
    public long? FromUnixNs { get; init; }

    /// <summary>Only events before this time by the clock on the wall, in nanoseconds since the Unix epoch; null: to the end.</summary>
    public long? ToUnixNs { get; init; }

    /// <summary>Only events of these types, by their numbers in the store; null: of every type.</summary>
    public IReadOnlySet<int>? TypeKeys { get; init; }

    private bool IsWhole => Flows is null && RunId is null && FromNs <= 0 && ToNs is null && FromUnixNs is null && ToUnixNs is null && Filter is null;

    /// <summary>
    /// Shows a sink every event that is selected, with all its words, and texts where any type has some: flow after flow, each flow's in order of time.
    /// </summary>
    /// <returns>False where the sink stopped it.</returns>
    public bool Scan(IEventSink sink, CancellationToken cancellation) => Scan(Selected(), sink, cancellation);

    /// <summary>The same of only some of the types that are selected.</summary>
    /// <returns>False where the sink stopped it.</returns>
    public bool Scan(IEnumerable<StoredEventType> types, IEventSink sink, CancellationToken cancellation)
    {
        StoredEventType[] all = [.. types];
        return Scan(
            new EventScan
            {
                Types = [.. all.Select(static type => new ScannedType(type.TypeKey, type.Descriptor?.WordCount ?? int.MaxValue))],
                WithTexts = all.Any(static type => type.Descriptor?.Fields.Any(ExportedField.IsText) is true),
            },
            sink,
            cancellation);
    }

    /// <summary>The same state of the store, and of what is selected only what these flows have.</summary>
    internal ExportSource Of(IReadOnlyList<FlowKey>? flows) => new(this) { Flows = flows };

    /// <summary>The same, and of that only what was in a part of one run's time.</summary>
    internal ExportSource Of(IReadOnlyList<FlowKey> flows, long run, long fromNs, long toNs) =>
        new(this) { Flows = flows, RunId = run, FromNs = Math.Max(FromNs, fromNs), ToNs = Math.Min(ToNs ?? long.MaxValue, toNs) };

    /// <summary>The types of which there are events in what is selected, in order of their ids. It may take a look at every event.</summary>
    public IReadOnlyList<StoredEventType> FindTypes(CancellationToken cancellation)
    {
        StoredEventType[] selected = [.. Selected().Where(static type => type.Count > 0).OrderBy(static type => type.EventType).ThenBy(static type => type.TypeKey)];
        if (IsWhole || selected.Length == 0)
        {
            return selected;
        }

        TypesSeen seen = new(selected.Length);
        Scan(new EventScan { Types = [.. selected.Select(static type => new ScannedType(type.TypeKey))] }, seen, cancellation);
        return [.. selected.Where(type => seen.Keys.Contains(type.TypeKey))];
    }

    private IEnumerable<StoredEventType> Selected() => Types.Values.Where(type => TypeKeys?.Contains(type.TypeKey) != false);

    private bool Scan(EventScan scan, IEventSink sink, CancellationToken cancellation)
    {
        scan = scan with { Flows = Flows, RunId = RunId, FromNs = FromNs, ToNs = ToNs, Filter = Filter };
        if ((FromUnixNs ?? ToUnixNs) is null)
        {
            return Store.Scan(scan, sink, cancellation);
        }

        // By the clock on the wall, each run has times of its own.
        foreach (StoredRun run in Runs.Values.Where(run => RunId is null || run.RunId == RunId).OrderBy(static run => run.RunId))
        {
            long fromNs = Math.Max(FromNs, Since(run, FromUnixNs) ?? FromNs);
            long? toNs = Since(run, ToUnixNs) is { } end ? Math.Min(end, ToNs ?? end) : ToNs;
            if (fromNs <= run.LastNs && toNs is not <= 0 && !Store.Scan(scan with { RunId = run.RunId, FromNs = fromNs, ToNs = toNs }, sink, cancellation))
            {
                return false;
            }
        }

        return true;
    }

    // Before a run's start nothing of it happened.
    private static long? Since(StoredRun run, long? unixNs) => unixNs is { } ns ? (long)Int128.Clamp((Int128)ns - run.StartNs, 0, long.MaxValue) : null;
}
