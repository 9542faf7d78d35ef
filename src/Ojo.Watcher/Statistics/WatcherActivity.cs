using System.Diagnostics;

namespace Ojo.Watcher.Statistics;

/// <summary>What a watcher has done and is doing, in numbers.</summary>
/// <remarks>Written by the watcher's thread alone, read by any: each number is whole, and two of them may be of two moments.</remarks>
internal sealed class WatcherActivity
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _files;
    private long _events;
    private long _bytes;
    private long _dropped;
    private long _quarantined;
    private long _failed;
    private long _waitingFiles;
    private long _waitingBytes;
    private long _oldestTicks;
    private long _backlogStart;
    private long _backlogBytes;
    private long _backlogEvents;
    private int _isStoreAvailable = 1;

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    public long Files => Volatile.Read(ref _files);

    public long Events => Volatile.Read(ref _events);

    /// <summary>Bytes of the files taken in, as they lie on the disk.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    public long Dropped => Volatile.Read(ref _dropped);

    public long Quarantined => Volatile.Read(ref _quarantined);

    /// <summary>Files that cannot be taken in as things are.</summary>
    public long Failed => Volatile.Read(ref _failed);

    /// <summary>Files that are known and not yet looked at.</summary>
    public long WaitingFiles => Volatile.Read(ref _waitingFiles);

    public long WaitingBytes => Volatile.Read(ref _waitingBytes);

    public bool IsStoreAvailable
    {
        get => Volatile.Read(ref _isStoreAvailable) != 0;
        set => Volatile.Write(ref _isStoreAvailable, value ? 1 : 0);
    }

    /// <summary>How long the oldest file that is to be taken in has been lying there; nothing where none is.</summary>
    public TimeSpan Lag
    {
        get
        {
            long oldest = Volatile.Read(ref _oldestTicks);
            return oldest == 0 ? TimeSpan.Zero : TimeSpan.FromTicks(Math.Max(0, DateTime.UtcNow.Ticks - oldest));
        }
    }

    /// <summary>Told, on the watcher's thread, how long each write took.</summary>
    public event Action<TimeSpan>? Written;

    /// <summary>How long each file took to be written to the store.</summary>
    public WriteTimes Writes { get; } = new();

    /// <summary>Some files were found. If there were none to do before, a new stretch of work begins.</summary>
    public void Found(int files, long bytes, DateTime? oldest)
    {
        if (WaitingFiles == 0 && files > 0)
        {
            _backlogStart = Stopwatch.GetTimestamp();
            _backlogBytes = Bytes;
            _backlogEvents = Events;
        }

        Volatile.Write(ref _waitingFiles, files);
        Volatile.Write(ref _waitingBytes, bytes);
        Volatile.Write(ref _oldestTicks, oldest?.Ticks ?? 0);
    }

    /// <summary>A file has been dealt with, one way or another.</summary>
    /// <param name="bytes">How long it was.</param>
    /// <param name="nextModified">When the file that comes next was written to; null if none does.</param>
    public void LookedAt(long bytes, DateTime? nextModified)
    {
        Volatile.Write(ref _waitingFiles, Math.Max(0, _waitingFiles - 1));
        Volatile.Write(ref _waitingBytes, Math.Max(0, _waitingBytes - bytes));
        if (nextModified is not null || _waitingFiles == 0)
        {
            Volatile.Write(ref _oldestTicks, nextModified?.Ticks ?? 0);
        }
    }

    public void Stored(long events, long dropped, long bytes, TimeSpan took)
    {
        Volatile.Write(ref _files, _files + 1);
        Volatile.Write(ref _events, _events + events);
        Volatile.Write(ref _dropped, _dropped + dropped);
        Volatile.Write(ref _bytes, _bytes + bytes);
        Writes.Add(took);
        Written?.Invoke(took);
    }

    public void AddQuarantined(long files) => Volatile.Write(ref _quarantined, _quarantined + files);

    public void SetFailed(long files) => Volatile.Write(ref _failed, files);

    public WatcherSummary ToSummary() => new(Files, Events, Dropped, Quarantined, Failed, Elapsed);

    public WatcherProgress ToProgress()
    {
        double seconds = _backlogStart == 0 ? 0 : Stopwatch.GetElapsedTime(_backlogStart).TotalSeconds;
        double eventsPerSecond = seconds > 0 ? (Events - _backlogEvents) / seconds : 0;
        double bytesPerSecond = seconds > 0 ? (Bytes - _backlogBytes) / seconds : 0;
        TimeSpan? left = bytesPerSecond > 0 ? TimeSpan.FromSeconds(Math.Min(WaitingBytes / bytesPerSecond, TimeSpan.MaxValue.TotalSeconds / 2)) : null;
        return new WatcherProgress(
            Files, Events, Dropped, Quarantined, (int)Math.Min(WaitingFiles, int.MaxValue), Elapsed, WaitingBytes, eventsPerSecond, left);
    }
}
