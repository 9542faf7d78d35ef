using System.Diagnostics;
using Ojo.Storage;
using Ojo.Storage.Sqlite;

namespace Ojo.Watcher.Directories;

/// <summary>Writes to the store, and waits for it where it cannot be written to just now: says so once, and when it is over.</summary>
internal sealed class StoreSession(string path, TimeSpan? giveUpAfter, Action<string> log) : IDisposable
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(5);

    private IStoreWriter? _writer;

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
                T result = action(_writer ??= Open());
                if (pause > TimeSpan.Zero)
                {
                    log($"{path} can be written to again.");
                }

                return result;
            }
            catch (StoreUnavailableException exception) when (!exception.IsPermanent)
            {
                Close();
                if (giveUpAfter is TimeSpan limit && Stopwatch.GetElapsedTime(start) > limit)
                {
                    throw;
                }

                if (pause == TimeSpan.Zero)
                {
                    log($"{exception.Message} The files are kept; trying again until it can be written to.");
                }

                pause = pause == TimeSpan.Zero ? s_firstPause : pause * 2 < s_longestPause ? pause * 2 : s_longestPause;
                cancellation.WaitHandle.WaitOne(pause);
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    public void Dispose() => Close();

    private IStoreWriter Open()
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is string directory)
        {
            Directory.CreateDirectory(directory);
        }

        return SqliteStore.OpenWriter(path);
    }

    private void Close()
    {
        _writer?.Dispose();
        _writer = null;
    }
}
