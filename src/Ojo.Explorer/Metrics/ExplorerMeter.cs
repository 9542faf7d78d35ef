using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Metrics;

/// <summary>The meter <c>ojo.explorer</c> of one explorer: what it is asked, how long answers take, and what its store holds.</summary>
internal sealed class ExplorerMeter : IDisposable
{
    public const string Name = "ojo.explorer";

    // From what a cache knows to what a limit ends.
    private static readonly double[] s_seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    private readonly Histogram<double> _durations;
    private int _active;
    private volatile StoreStatistics? _statistics;

    public ExplorerMeter()
    {
        Meter = new Meter(Name, typeof(ExplorerMeter).Assembly.GetName().Version?.ToString(3));
        _durations = Meter.CreateHistogram(
            "ojo.explorer.request.duration", "s", "How long answers took, by path and status. Live streams are not among them.",
            tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = s_seconds });
        Meter.CreateObservableUpDownCounter("ojo.explorer.active.requests", () => Volatile.Read(ref _active), "{request}", "Requests that are being answered, live streams among them.");
        Meter.CreateObservableGauge("ojo.explorer.store.available", () => _statistics is null ? 0 : 1, description: "1 while the store can be read, else 0.");
        Observe("events", "{event}", "Events in the store.", static statistics => statistics.Events);
        Observe("flows", "{flow}", "Flows in the store.", static statistics => statistics.Flows);
        Observe("runs", "{run}", "Runs in the store.", static statistics => statistics.Runs);
        Observe("files", "{file}", "Trace files that the store has taken in.", static statistics => statistics.Files);
        Observe("dropped.events", "{event}", "Events that tracers lost, as the store knows.", static statistics => statistics.Dropped);
    }

    /// <summary>The meter, which is this explorer's own: several in a process have one each.</summary>
    public Meter Meter { get; }

    /// <summary>Says what the store holds now.</summary>
    /// <param name="statistics">What it does; null where it cannot be read.</param>
    public void Know(StoreStatistics? statistics) => _statistics = statistics;

    /// <summary>Lets a request through and measures it.</summary>
    public async Task MeasureAsync(HttpContext context, RequestDelegate next)
    {
        Interlocked.Increment(ref _active);
        long start = TimeProvider.System.GetTimestamp();
        try
        {
            await next(context).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _active);
            // The path as it was declared: what clients make up is no label.
            string path = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "page";
            if (path != Live.LiveEndpoint.Description.Pattern)
            {
                _durations.Record(
                    TimeProvider.System.GetElapsedTime(start).TotalSeconds,
                    new KeyValuePair<string, object?>("path", path), new KeyValuePair<string, object?>("status", context.Response.StatusCode));
            }
        }
    }

    public void Dispose() => Meter.Dispose();

    private void Observe(string name, string unit, string description, Func<StoreStatistics, long> value) => Meter.CreateObservableGauge(
        $"ojo.explorer.store.{name}", () => _statistics is { } known ? [new Measurement<long>(value(known))] : Array.Empty<Measurement<long>>(), unit, description);
}
