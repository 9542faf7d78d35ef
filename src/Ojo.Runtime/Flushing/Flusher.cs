using System.Diagnostics.CodeAnalysis;
using Ojo.Filtering;
using Ojo.Publishing;

namespace Ojo.Flushing;

/// <summary>The thread that brings events from the ring to the output directory.</summary>
/// <remarks>
/// It works when the flush interval has passed, when chunks run short or pile up, and when somebody asks. When files
/// cannot be written, the events stay where they are and it tries again, less and less often.
/// </remarks>
[SuppressMessage("Reliability", "CA1001", Justification = "Writers may wake a flusher that has ended: its event is left to the finalizer.")]
internal sealed class Flusher
{
    private const int LastAttempts = 3;
    private const int MillisecondsToLook = 1000;
    private const int MillisecondsToClock = 10_000;
    private static readonly TimeSpan s_firstRetry = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_lastRetry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_whileShort = TimeSpan.FromMilliseconds(10);

    private readonly FlushRound _round;
    private readonly FilterFile? _filterFile;
    private readonly Action<string>? _onWarning;
    private readonly Action _onStopped;
    private readonly TimeSpan _interval;
    private readonly Thread _thread;
    private readonly AutoResetEvent _wake = new(initialState: true);
    private readonly object _gate = new();
    private long _requested;
    private long _done;
    private int _isHurried;
    private bool _isStopping;
    private bool _isFinished;
    private string? _failure;
    private TimeSpan _retry;
    private long _nextLook;

    public Flusher(FlushRound round, FilterFile? filterFile, TimeSpan interval, Action<string>? onWarning, Action onStopped)
    {
        _round = round;
        _filterFile = filterFile;
        _onWarning = onWarning;
        _onStopped = onStopped;
        _interval = interval;
        _thread = new Thread(Run) { IsBackground = true, Name = "Ojo flusher" };
    }

    /// <summary>Why events could not be written when it was last tried; null if they could.</summary>
    public string? Failure => Volatile.Read(ref _failure);

    /// <summary>Whether the calling thread is the flusher's own, which must not wait for itself.</summary>
    public bool IsCurrentThread => Thread.CurrentThread == _thread;

    public void Start() => _thread.Start();

    /// <summary>Wakes the flusher before its time. Costs next to nothing when it has been woken already.</summary>
    public void Hurry()
    {
        // Looking first: threads that find no room come here again and again.
        if (Volatile.Read(ref _isHurried) == 0 && Interlocked.Exchange(ref _isHurried, 1) == 0)
        {
            _wake.Set();
        }
    }

    /// <summary>Returns after a round that began after the call.</summary>
    /// <returns>What went wrong in that round, or null.</returns>
    public string? WaitForRound()
    {
        lock (_gate)
        {
            long ticket = ++_requested;
            _wake.Set();
            while (_done < ticket && !_isFinished)
            {
                Monitor.Wait(_gate);
            }

            return _failure;
        }
    }

    /// <summary>Asks for a last round, and returns at once.</summary>
    public void RequestStop()
    {
        lock (_gate)
        {
            _isStopping = true;
            _wake.Set();
        }
    }

    /// <summary>Waits until the last round is over.</summary>
    /// <returns>False if it is not by then.</returns>
    public bool WaitForStop(TimeSpan timeout) => _thread.Join(timeout);

    private void Run()
    {
        using var held = FileSizeSignal.HoldBack();
        bool isLast;
        long nextRound = 0;
        do
        {
            _wake.WaitOne(TimeToWait(nextRound));
            long requested;
            lock (_gate)
            {
                requested = _requested;
                isLast = _isStopping;
            }

            _round.KeepClock();
            LookAtFilter(isAsked: requested != _done);
            if (isLast || requested != _done || Environment.TickCount64 >= nextRound || (_failure is null && _round.IsUrgent()))
            {
                RunRound(isLast);
                nextRound = Environment.TickCount64 + (long)(_failure is null ? _interval : _retry).TotalMilliseconds;
            }

            // While files cannot be written, hurrying would help nobody.
            Volatile.Write(ref _isHurried, _failure is null && !_round.IsShort ? 0 : 1);
            lock (_gate)
            {
                _done = requested;
                Monitor.PulseAll(_gate);
            }
        }
        while (!isLast);

        _onStopped();
        lock (_gate)
        {
            _isFinished = true;
            Monitor.PulseAll(_gate);
        }
    }

    private TimeSpan TimeToWait(long nextRound)
    {
        if (_failure is null && _round.HasBacklog)
        {
            return TimeSpan.Zero;
        }

        TimeSpan untilNext = TimeSpan.FromMilliseconds(Math.Clamp(nextRound - Environment.TickCount64, 0, MillisecondsToClock));
        if (_failure is null && _round.IsShort && s_whileShort < untilNext)
        {
            return s_whileShort;
        }

        TimeSpan untilLook = TimeSpan.FromMilliseconds(Math.Max(0, _nextLook - Environment.TickCount64));
        return _filterFile is not null && untilLook < untilNext ? untilLook : untilNext;
    }

    /// <summary>Reads the filter file again, if there may be one and it is time. Before a round, so that the run's file is right.</summary>
    private void LookAtFilter(bool isAsked)
    {
        if (_filterFile is null || (!isAsked && Environment.TickCount64 < _nextLook))
        {
            return;
        }

        if (_filterFile.Look())
        {
            EventSwitchTable.RefreshAll();
        }

        if (_filterFile.TakeWarning() is { } warning)
        {
            Warn(warning);
        }

        _nextLook = Environment.TickCount64 + MillisecondsToLook;
    }

    private void RunRound(bool isLast)
    {
        string? failure = _round.TryRun(isLast, _failure is not null);
        for (int attempt = 1; isLast && failure is not null && attempt < LastAttempts; attempt++)
        {
            // Nothing tells when a disk has room again; whoever disposes the tracer waits, and for so long only.
            Thread.Sleep(s_firstRetry);
            failure = _round.TryRun(isLast, hasFailed: true);
        }

        if (_round.TakeWarning() is { } warning)
        {
            Warn(warning);
        }

        string? before = _failure;
        Volatile.Write(ref _failure, failure);
        if (failure is null)
        {
            _retry = TimeSpan.Zero;
            if (before is not null)
            {
                Warn($"Traces are written to '{_round.Output}' again.");
            }

            return;
        }

        _retry = _retry == TimeSpan.Zero ? s_firstRetry : _retry * 2 < s_lastRetry ? _retry * 2 : s_lastRetry;
        if (before is null && !isLast)
        {
            Warn($"Traces cannot be written to '{_round.Output}': {failure} Events are kept until the buffer is full, and writing is tried again.");
        }
    }

    /// <summary>Tells whoever wants to know.</summary>
    public void Warn(string message)
    {
        try
        {
            _onWarning?.Invoke(message);
        }
        catch (Exception)
        {
            // The host's mistake must not end its traces.
        }
    }
}
