using System.Diagnostics.Metrics;
using Ojo.Watcher.Statistics;

namespace Ojo.Watcher.Metrics;

/// <summary>The meter <c>ojo.watcher</c> of one watcher: what it does, for whatever reads .NET metrics.</summary>
internal sealed class WatcherMeter : IDisposable
{
    public const string Name = "ojo.watcher";

    // From a small file on a quick disk to a whole buffer on a slow one.
    private static readonly double[] s_seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    private readonly WatcherActivity _activity;
    private readonly Histogram<double> _writes;

    public WatcherMeter(WatcherActivity activity, WatcherOptions options)
    {
        _activity = activity;
        Meter = new Meter(Name, typeof(WatcherMeter).Assembly.GetName().Version?.ToString(3));
        Meter.CreateObservableCounter("ojo.watcher.files", () => activity.Files, "{file}", "Trace files that were stored.");
        Meter.CreateObservableCounter("ojo.watcher.events", () => activity.Events, "{event}", "Events that were stored.");
        Meter.CreateObservableCounter("ojo.watcher.bytes", () => activity.Bytes, "By", "Bytes of the trace files that were stored.");
        Meter.CreateObservableCounter("ojo.watcher.dropped", () => activity.Dropped, "{event}", "Events that tracers lost before the watcher could see them.");
        Meter.CreateObservableCounter("ojo.watcher.quarantined", () => activity.Quarantined, "{file}", "Bad files that were put aside.");
        Meter.CreateObservableUpDownCounter("ojo.watcher.failed.files", () => activity.Failed, "{file}", "Files that cannot be stored as things are.");
        Meter.CreateObservableUpDownCounter("ojo.watcher.waiting.files", () => activity.WaitingFiles, "{file}", "Files that are known and not yet stored.");
        Meter.CreateObservableUpDownCounter("ojo.watcher.waiting", () => activity.WaitingBytes, "By", "Bytes of the files that are known and not yet stored.");
        Meter.CreateObservableGauge("ojo.watcher.lag", () => activity.Lag.TotalSeconds, "s", "For how long the oldest file that is not yet stored has been waiting.");
        Meter.CreateObservableGauge("ojo.watcher.database.size", () => DatabaseSize.Of(options.StorePath), "By", "Room that the store takes on the disk, its log included.");
        Meter.CreateObservableGauge("ojo.watcher.store.available", () => activity.IsStoreAvailable ? 1 : 0, description: "1 while the store can be written to, else 0.");
        _writes = Meter.CreateHistogram(
            "ojo.watcher.write.duration", "s", "How long it took to write one file to the store.",
            tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = s_seconds });
        activity.Written += Record;
    }

    /// <summary>The meter, which is this watcher's own: several in a process have one each.</summary>
    public Meter Meter { get; }

    public void Dispose()
    {
        _activity.Written -= Record;
        Meter.Dispose();
    }

    private void Record(TimeSpan took) => _writes.Record(took.TotalSeconds);
}
