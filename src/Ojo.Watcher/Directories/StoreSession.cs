using System.Diagnostics;
using Ojo.Storage;
using Ojo.Watcher.Statistics;

namespace Ojo.Watcher.Directories;

/// <summary>Writes to the store, and waits for it where it cannot be written to just now: says so once, and when it is over.</summary>
internal sealed class StoreSession(WatcherOptions options, WatcherActivity activity, Action<string> log) : IDisposable
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(5);

    private readonly string _path = options.StorePath;
    private readonly TimeSpan? _giveUpAfter = options.Watch ? null : options.GiveUpAfter;
    private IStoreWriter? _writer;

    /// <summary>Called when the store is found to be another one than before.</summary>
    public event Action? Replaced;

    /// <summary>Does something with the store, again and again until the store lets it happen.</summary>
    /// <exception cref="StoreUnavailableException">It never will, or did not for too long.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public T Do<T>(Func<IStoreWriter, T> action, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        TimeSpan pause = TimeSpan.Zero;
        while (true)
        {
            try
            {
                T result = action(Current());
                if (pause > TimeSpan.Zero)
                {
                    log($"{_path} can be written to again.");
                    activity.IsStoreAvailable = true;
                }

                return result;
            }
            catch (StoreUnavailableException exception) when (!exception.IsPermanent)
            {
                Close();
                if (_giveUpAfter is TimeSpan limit && Stopwatch.GetElapsedTime(start) >= limit)
                {
                    throw;
                }

                if (pause == TimeSpan.Zero)
                {
                    log($"{exception.Message} The files are kept; trying again until it can be written to.");
                    activity.IsStoreAvailable = false;
                }

                pause = PauseAfter(pause);
                cancellation.WaitHandle.WaitOne(pause);
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>Looks whether the store is still where it was, and opens what is there now if it is not.</summary>
    /// <exception cref="StoreUnavailableException">What is there now cannot be opened.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Check(CancellationToken cancellation) => Do(static _ => true, cancellation);

    public void Dispose() => Close();

    /// <summary>How long to wait after one wait was in vain; the first comes after none.</summary>
    internal static TimeSpan PauseAfter(TimeSpan pause) =>
        pause == TimeSpan.Zero ? s_firstPause : pause * 2 < s_longestPause ? pause * 2 : s_longestPause;

    private IStoreWriter Current()
    {
        if (_writer is { IsCurrent: false })
        {
            Close();
            WatcherSteps.Reach(WatcherStep.StoreMoved);
            log($"{_path} was moved, replaced or removed; going on with what is there now.");
            Replaced?.Invoke();
        }

        return _writer ??= Open();
    }

    private IStoreWriter Open()
    {
        if (Path.GetDirectoryName(Path.GetFullPath(_path)) is string directory)
        {
            Directory.CreateDirectory(directory);
        }

        // What is put away after the commit cannot be taken in once more: the commit must be on the disk by then.
        return OjoStore.OpenWriter(_path, options.StoreSpan, isDurable: options.After != AfterCommit.Keep, log);
    }

    private void Close()
    {
        _writer?.Dispose();
        _writer = null;
    }
}
