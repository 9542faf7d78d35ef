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

    /// <summary>Shows a sink every event that is selected, with all its words: flow after flow, each flow's in order of time.</summary>
    /// <returns>False where the sink stopped it.</returns>
    public bool Scan(IEventSink sink, CancellationToken cancellation) => Store.Scan(
        new EventScan
        {
            Flows = Flows,
            RunId = RunId,
            FromNs = FromNs,
            ToNs = ToNs,
            Filter = Filter,
            Types = [.. Types.Values.Select(static type => new ScannedType(type.TypeKey, type.Descriptor?.WordCount ?? 1))],
        },
        sink,
        cancellation);
}
