using System.Runtime.InteropServices;
using Ojo.Catalogue;
using Ojo.Clocks;
using Ojo.Filtering;
using Ojo.FlightRecorder;
using Ojo.FlightRecorder.Triggers;
using Ojo.Flushing;
using Ojo.Format;
using Ojo.Publishing;
using Ojo.Recording;
using Ojo.Salvage;
using Ojo.Strings;

namespace Ojo;

/// <summary>All that a recording tracer has: its ring, its flusher and its files. It does not know the tracer.</summary>
internal sealed class RecordingSession
{
    private static readonly Lock s_lock = new();
    private static readonly HashSet<RecordingSession> s_open = [];
    private static TracerStatistics s_closed;
    private static readonly TimeSpan s_atExit = TimeSpan.FromSeconds(5);

    private readonly RingDrain _drain;
    private readonly ClockCalibration _calibration;
    private readonly TraceDirectory _directory;
    private readonly RunFiles _runFiles;
    private readonly Flusher _flusher;
    private readonly string _ringPath;
    private readonly SnapshotRetention? _retention;
    private Thread? _salvager;
    private PosixSignalRegistration? _signal;
    private bool _isClosed;

    static RecordingSession()
    {
        AppDomain.CurrentDomain.ProcessExit += static (_, _) => CloseAll();
        RuntimeMeter.Start();
        EventCatalogue.Changed += static () => Array.ForEach(Open, static session => session._flusher.Hurry());
    }

    private unsafe RecordingSession(
        TracerOptions options, TracerFilter filter, TraceDirectory directory, RunClock clock, RunFiles runFiles, string ringPath, Ring ring)
    {
        ChunkPool pool = new(ring);
        Ring = ring;
        Strings = new StringTable(ring.Strings, options.MostStrings);
        _directory = directory;
        _runFiles = runFiles;
        ring.Describe(runFiles.Description.ToJson());
        _ringPath = ringPath;
        Clock = clock.Events;
        ClockStart = clock.AtStart.StopwatchTicks;
        _calibration = new ClockCalibration(clock, ring.ClockPage);
        _drain = new RingDrain(ring, directory, runFiles, _calibration, options.Mode);
        if (options.Mode == TracerMode.FlightRecorder)
        {
            Snapshots = new SnapshotRequests(Hurry, Warn);
            SnapshotWriter writer = new(ring, _drain, directory, runFiles, clock, _calibration, options.Time);
            _retention = new SnapshotRetention(directory, options.Time, options);
            Round = new FlightRound(ring, pool, _drain, directory, runFiles, writer, Snapshots, _retention)
            {
                Timer = options.SnapshotInterval is { } interval ? new SnapshotTimer(options.Time, interval) : null,
            };
            ListenForReasons(options, clock.Resolution, Warn);
        }
        else
        {
            Round = new FlushRound(ring, pool, _drain, directory, runFiles);
        }

        _flusher = new Flusher(Round, filter.File, options.FlushInterval, options.OnWarning, Stopped);
        ring.Hurry = _flusher.Hurry;

        // A signal may come before there is a flusher; it looks for requests when it starts.
        void Hurry() => _flusher?.Hurry();
        void Warn(string message) => _flusher?.Warn(message);
    }

    /// <summary>The sum of all tracers' statistics, of those that are disposed as they were then.</summary>
    public static TracerStatistics TotalStatistics
    {
        get
        {
            lock (s_lock)
            {
                return s_open.Aggregate(s_closed, static (sum, session) => Sum(sum, session.Statistics));
            }
        }
    }

    /// <summary>How many bytes of the open tracers' buffers are not free.</summary>
    public static long BufferUsage => Open.Sum(static session => (long)(session.Ring.ChunksPrepared - session.Ring.FreeChunkCount) * RingLayout.ChunkSize);

    /// <summary>How many bytes they may have.</summary>
    public static long BufferLimit => Open.Sum(static session => (long)session.Ring.ChunkCapacity * RingLayout.ChunkSize);

    public Ring Ring { get; }

    /// <summary>What the events are timed with.</summary>
    public EventClock Clock { get; }

    /// <summary>What Stopwatch said when the run started: time 0 of its files.</summary>
    public long ClockStart { get; }

    /// <summary>The strings that events refer to.</summary>
    public StringTable Strings { get; }

    /// <summary>Who wants a snapshot; null without a flight recorder.</summary>
    public SnapshotRequests? Snapshots { get; }

    /// <summary>What the flusher does each time.</summary>
    public FlushRound Round { get; }

    /// <summary>The folder that <c>staging/</c> and <c>output/</c> are in, as a full path.</summary>
    public string Directory => _directory.Path;

    /// <summary>What the run file says.</summary>
    public RunDescription Run => _runFiles.Description;

    /// <summary>What has been recorded and lost so far.</summary>
    public TracerStatistics Statistics => _drain.Totals.Statistics with { StringsRefused = Strings.RefusedCount };

    /// <summary>Makes the folders, the run's files and the ring, and starts the flusher.</summary>
    /// <exception cref="IOException">The folder cannot be recorded to; the message says why.</exception>
    public static RecordingSession Start(TracerOptions options, TracerFilter filter, long tracerId, bool startFlusher)
    {
        using var held = FileSizeSignal.HoldBack();
        try
        {
            TraceDirectory directory = new(options.Directory, options.Durability);
            directory.Ensure();
            (RunClock clock, RunFiles runFiles) = PublishRun(options, filter, directory);
            string ringPath = Path.Combine(directory.Staging, $"ring_{clock.BatchStart:x16}_{Environment.ProcessId:x8}.map");
            Ring ring = new(ringPath, tracerId, options.BufferSize, options.StringBufferSize, clock, options.Durability, options.Mode);
            RecordingSession session;
            try
            {
                session = new RecordingSession(options, filter, directory, clock, runFiles, ringPath, ring);
            }
            catch
            {
                ring.Delete();
                throw;
            }

            // The longer after the clock's first reading, the better: a process that dies before its first round has only this.
            session._calibration.Calibrate();
            lock (s_lock)
            {
                s_open.Add(session);
            }

            session.SalvageOthers(options, directory);
            if (startFlusher)
            {
                session.StartFlusher();
            }

            return session;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new IOException(
                $"Nothing can be recorded to '{Path.GetFullPath(options.Directory)}': {exception.Message} "
                + "Give TracerOptions.Directory (or OJO_DIRECTORY) a folder on one device that this process may write to.",
                exception);
        }
    }

    /// <exception cref="IOException">The events cannot be written now; they are kept.</exception>
    public void Flush()
    {
        if (_flusher.IsCurrentThread)
        {
            throw new InvalidOperationException("Tracer.Flush was called from TracerOptions.OnWarning, whose thread is the one that flushes.");
        }

        if (!Volatile.Read(ref _isClosed) && _flusher.WaitForRound() is { } failure)
        {
            throw new IOException($"The events cannot be written now: {failure} They are kept, and writing is tried again.");
        }
    }

    /// <summary>Takes a snapshot and waits for it.</summary>
    /// <returns>Null where there is no flight recorder: then everything is in files.</returns>
    /// <exception cref="IOException">It cannot be written now; what the recorder holds is kept.</exception>
    public TraceSnapshot? Snapshot(string reason)
    {
        if (Snapshots is null)
        {
            Flush();
            return null;
        }

        if (_flusher.IsCurrentThread)
        {
            throw new InvalidOperationException("Tracer.Snapshot was called from TracerOptions.OnWarning, whose thread is the one that takes snapshots.");
        }

        try
        {
            return Snapshots.Add(reason).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The snapshot cannot be written now: {exception.Message} What it was to hold is kept.", exception);
        }
    }

    public void StartFlusher() => _flusher.Start();

    /// <summary>Asks for the last round without waiting for it.</summary>
    public void RequestClose() => _flusher.RequestStop();

    /// <summary>Writes what there is, ends the flusher and deletes the ring's file. Any number of callers wait for the same end.</summary>
    public void Close(TimeSpan timeout)
    {
        _flusher.RequestStop();
        if (!_flusher.IsCurrentThread)
        {
            _flusher.WaitForStop(timeout);
        }

        if (_salvager is { } salvager && salvager != Thread.CurrentThread && !_flusher.IsCurrentThread)
        {
            salvager.Join(timeout);
        }
    }

    /// <summary>Takes a snapshot when the signal comes, an event that somebody waits for, or an exception that nobody handles.</summary>
    private void ListenForReasons(TracerOptions options, TraceResolution resolution, Action<string> warn)
    {
        TriggerScan triggers = new(options, _drain, Strings.Area, _calibration.Timeline, resolution, Snapshots!, warn);
        if (triggers.IsWorthwhile)
        {
            _drain.Collected = triggers.Look;
        }

        if (options.SnapshotSignal != SnapshotSignal.None)
        {
            try
            {
                _signal = SignalTrigger.Listen(options.SnapshotSignal, Snapshots!);
                if (SignalTrigger.IsIgnored(options.SnapshotSignal))
                {
                    options.OnWarning?.Invoke(
                        $"{options.SnapshotSignal.ToString().ToUpperInvariant()} is ignored in this process, as whoever started it had it: no snapshot will be taken at it.");
                }
            }
            catch (PlatformNotSupportedException)
            {
                options.OnWarning?.Invoke($"There is no {options.SnapshotSignal} on this system: no snapshot will be taken at it.");
            }
        }

        if (options.SnapshotOnUnhandledException)
        {
            AppDomain.CurrentDomain.UnhandledException += SnapshotOnException;
        }
    }

    /// <summary>The process is about to die of it. If the snapshot takes too long, what it was to hold is in the ring file.</summary>
    private void SnapshotOnException(object sender, UnhandledExceptionEventArgs arguments)
    {
        if (arguments.IsTerminating && !_flusher.IsCurrentThread)
        {
            string what = arguments.ExceptionObject is Exception exception ? $"{exception.GetType()}: {exception.Message}" : "not an exception of .NET's";
            try
            {
                Snapshots!.Add($"unhandled exception: {what}").Wait(s_atExit);
            }
            catch (AggregateException)
            {
                // It cannot be written. The ring file stays.
            }
        }
    }

    /// <summary>Brings what dead processes left here into trace files, beside everything else.</summary>
    private void SalvageOthers(TracerOptions options, TraceDirectory directory)
    {
        if (!StagingSalvage.IsWorthwhile(directory, but: _ringPath))
        {
            return;
        }

        _salvager = new Thread(() =>
        {
            try
            {
                TraceSalvage.Run(options.Directory, _flusher.Warn);

                // A service that dies again and again leaves a snapshot each time, and may never come to take one of its own.
                _retention?.Apply(Run.Service, Run.Host);
            }
            catch (Exception exception)
            {
                // Whatever it is: the host program goes on.
                _flusher.Warn($"What dead processes left in '{directory.Staging}' could not be salvaged: {exception.Message}");
            }
        })
        {
            IsBackground = true,
            Name = "Ojo salvager",
        };
        _salvager.Start();
    }

    private static (RunClock Clock, RunFiles Files) PublishRun(TracerOptions options, TracerFilter filter, TraceDirectory directory)
    {
        string service = options.Service ?? System.Reflection.Assembly.GetEntryAssembly()?.GetName().Name ?? "unknown";
        RunClock clock = RunClock.Start(options.Resolution, options.Clock);
        while (true)
        {
            try
            {
                return (clock, new RunFiles(directory, clock, service, filter));
            }
            catch (NameTakenException)
            {
                // Another tracer of this process, or of another with the same id in a container, started at the same instant.
                clock = clock.OneLater();
            }
        }
    }

    private static RecordingSession[] Open
    {
        get
        {
            lock (s_lock)
            {
                return [.. s_open];
            }
        }
    }

    private static TracerStatistics Sum(TracerStatistics left, TracerStatistics right) => new(left.Stored + right.Stored, left.Lost + right.Lost)
    {
        Overwritten = left.Overwritten + right.Overwritten,
        LostToFullBuffer = left.LostToFullBuffer + right.LostToFullBuffer,
        LostToWriteErrors = left.LostToWriteErrors + right.LostToWriteErrors,
        LostAfterDispose = left.LostAfterDispose + right.LostAfterDispose,
        StringsRefused = left.StringsRefused + right.StringsRefused,
    };

    private static void CloseAll()
    {
        foreach (RecordingSession session in Open)
        {
            session.Close(s_atExit);
        }
    }

    /// <summary>Called by the flusher after its last round.</summary>
    private void Stopped()
    {
        AppDomain.CurrentDomain.UnhandledException -= SnapshotOnException;
        _signal?.Dispose();
        if (Snapshots is null)
        {
            _drain.Totals.Close(hasFailed: _flusher.Failure is not null);
        }
        else
        {
            _drain.Totals.CloseRecorder();
        }

        Volatile.Write(ref _isClosed, true);
        lock (s_lock)
        {
            s_open.Remove(this);
            s_closed = Sum(s_closed, Statistics);
        }

        Strings.Close();
        if (_flusher.Failure is not { } failure)
        {
            Ring.Delete();
            return;
        }

        _flusher.Warn(
            $"{Statistics.Lost} events were lost, the last of them because traces could not be written: {failure} "
            + $"What was not written is left in '{_ringPath}'.");
        Ring.Abandon();
    }
}
