using Ojo.Clocks;
using Ojo.Flushing;
using Ojo.Format;
using Ojo.Publishing;
using Ojo.Recording;

namespace Ojo.FlightRecorder;

/// <summary>Writes what a flight recorder holds and no earlier snapshot does.</summary>
/// <remarks>
/// The window ends when the writing begins. It begins where the last one ended, or after the last event that is missing, be it
/// one that was given up or one that found no room. Each thread's events are written from the oldest on without a hole, so
/// nothing that is in the window is missing. For the flusher alone.
/// </remarks>
internal sealed unsafe class SnapshotWriter
{
    private readonly Ring _ring;
    private readonly RingDrain _drain;
    private readonly TraceDirectory _directory;
    private readonly RunFiles _runFiles;
    private readonly EventClock _clock;
    private readonly ClockCalibration _calibration;
    private readonly TimeProvider _time;

    // Files of an attempt that failed belong to the next snapshot.
    private readonly List<string> _files = [];
    private long _events;
    private long _overwritten;
    private long _lost;

    private long _lastEnd;
    private ulong _windowEnd;
    private string _last = "";
    private uint _nextSequence;

    public SnapshotWriter(Ring ring, RingDrain drain, TraceDirectory directory, RunFiles runFiles, RunClock clock, ClockCalibration calibration, TimeProvider time)
    {
        _ring = ring;
        _drain = drain;
        _directory = directory;
        _runFiles = runFiles;
        _clock = clock.Events;
        _calibration = calibration;
        _time = time;
        drain.FileWritten = CountFile;
    }

    /// <exception cref="IOException">Something cannot be written. What is in no file yet is kept, and the next snapshot has it.</exception>
    public TraceSnapshot Take(string reason)
    {
        DateTimeOffset takenAt = _time.GetUtcNow();
        long end = _clock.Read();
        long missing = LastMissing();
        _directory.Ensure();
        _runFiles.PublishAgainIfMissing();
        _drain.WriteAll(DropCause.BufferFull);

        // Within one unit of time an event may be on either side.
        Timeline time = _calibration.Timeline;
        ulong start = missing == 0 && _last.Length == 0 ? 0 : Math.Max(_windowEnd, time.ToUnits(missing)) + 1;

        RunDescription run = _runFiles.Description;
        TraceSnapshot snapshot = new()
        {
            Reason = reason,
            TakenAt = takenAt,
            Service = run.Service,
            Host = run.Host,
            ProcessId = run.ProcessId,
            BatchStart = run.BatchStart,
            Version = run.Version,
            WindowStart = start,
            WindowEnd = Math.Max(start, time.ToUnits(end)),
            Continues = missing < _lastEnd ? _last : "",
            Files = [.. _files],
            Events = _events,
            Overwritten = _overwritten,
            Lost = _lost,
        };
        TraceFileName name = Publish(run, SnapshotJson.Write(snapshot));
        _ring.Header->WindowEnd = snapshot.WindowEnd;
        _files.Clear();
        (_events, _overwritten, _lost) = (0, 0, 0);
        (_last, _lastEnd, _windowEnd) = (name.ToString(), end, snapshot.WindowEnd);
        return snapshot with { Path = _directory.InOutput(name) };
    }

    private TraceFileName Publish(RunDescription run, byte[] json)
    {
        while (true)
        {
            TraceFileName name = TraceFileName.ForSnapshot(run.BatchStart, (uint)run.ProcessId, _nextSequence++);
            try
            {
                _directory.PublishContent(name, json, mayReplace: false);
                return name;
            }
            catch (NameTakenException)
            {
                // Somebody took one from outside.
            }
        }
    }

    /// <summary>The ticks of the last event that is not in the ring and in no file; 0 if there is none.</summary>
    private long LastMissing()
    {
        long last = 0;
        foreach (Lane? lane in _ring.Lanes)
        {
            if (lane is not null)
            {
                last = Math.Max(last, Math.Max(lane.Slot->OverwrittenLast, Volatile.Read(ref lane.Slot->GapLast)));
            }
        }

        return last;
    }

    private void CountFile(TraceFileName name, TraceBatch batch)
    {
        _files.Add(name.ToString());
        _events += batch.Events;
        _overwritten += batch.Overwritten;
        _lost += batch.Lost;
    }
}
