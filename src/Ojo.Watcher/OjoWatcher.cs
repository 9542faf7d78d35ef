using Ojo.Storage;
using Ojo.Watcher.Directories;
using Ojo.Watcher.Metrics;
using Ojo.Watcher.Statistics;

namespace Ojo.Watcher;

/// <summary>Turns a directory of trace files into a store, and keeps it up to date.</summary>
public static class OjoWatcher
{
    /// <summary>Takes in what is in the directory; with <see cref="WatcherOptions.Watch"/>, goes on until it is cancelled.</summary>
    /// <remarks>
    /// Files stay where they are unless <see cref="WatcherOptions.After"/> says otherwise; bad ones are moved to the
    /// quarantine. To take in what a tracer wrote last, dispose the tracer, cancel, and run once more without watching: what
    /// is stored already is passed over. Any number of watchers may work on one directory and one store.
    /// </remarks>
    /// <returns>What was done. Cancelling a watcher that watches is its ordinary end.</returns>
    /// <exception cref="ArgumentException">The options make no sense: a path is empty, say, or the archive is within the input directory.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such directory, and the watcher is not to wait for it.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot be opened, or could not be written to for too long.</exception>
    /// <exception cref="IOException">The metrics cannot be served at the port.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled while not watching.</exception>
    public static Task<WatcherSummary> RunAsync(WatcherOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Fault() is string fault)
        {
            throw new ArgumentException(fault, nameof(options));
        }

        return RunAsync();

        // Awaited, so that the task ends as cancelled where it was.
        async Task<WatcherSummary> RunAsync() => await Task.Factory.StartNew(
            () =>
            {
                var activity = new WatcherActivity();
                using var meter = new WatcherMeter(activity, options);
                using MetricsServer? server = MetricsServer.Start(options, meter.Meter);
                using StatisticsSignal? signal = StatisticsSignal.Listen(options, activity);
                using var ingestion = new DirectoryIngestion(options, activity);
                return ingestion.Run(cancellation);
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
    }
}
