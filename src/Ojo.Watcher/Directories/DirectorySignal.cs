using System.Threading.Channels;

namespace Ojo.Watcher.Directories;

/// <summary>Wakes the watcher when the system says that the directory has changed. It says so at most once until it is heard.</summary>
/// <remarks>
/// A notification may be lost: queues overflow, network file systems have none. So it is never what is acted upon, only
/// a reason to list the directory sooner.
/// </remarks>
internal sealed class DirectorySignal : IDisposable
{
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly FileSystemWatcher? _watcher;
    private int _hasFailed;

    /// <param name="directory">The directory, which exists.</param>
    /// <param name="log">Told if the system will not notify.</param>
    public DirectorySignal(string directory, Action<string> log)
    {
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(directory)
            {
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite,
                IncludeSubdirectories = true,
            };
            watcher.Created += (_, _) => Wake();
            watcher.Renamed += (_, _) => Wake();
            watcher.Changed += (_, _) => Wake();
            watcher.Error += (_, failed) => Fail(directory, failed.GetException(), log);
            watcher.EnableRaisingEvents = true;
            _watcher = watcher;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or PlatformNotSupportedException)
        {
            watcher?.Dispose();
            log($"The system does not notify of changes in {directory} ({exception.Message}); it is listed at intervals.");
        }
    }

    /// <summary>Returns when the directory has changed, or after a time.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(atMost);
        try
        {
            await _signal.Reader.ReadAsync(timeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The time is over.
        }
    }

    public void Dispose() => _watcher?.Dispose();

    /// <summary>
    /// Notifications were lost. If they were only too many, that is all; if there are none of some subdirectory, as where the
    /// system's limit is reached, it is said once.
    /// </summary>
    private void Fail(string directory, Exception exception, Action<string> log)
    {
        if (exception is not InternalBufferOverflowException && Interlocked.Exchange(ref _hasFailed, 1) == 0)
        {
            log($"The system does not notify of all changes in {directory} ({exception.Message}); it is listed at intervals.");
        }

        Wake();
    }

    private void Wake() => _signal.Writer.TryWrite(true);
}
