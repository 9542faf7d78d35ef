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
    private readonly SnapshotChain _chain;

    public SnapshotWriter(Ring ring, RingDrain drain, TraceDirectory directory, RunFiles runFiles, RunClock clock, ClockCalibration calibration, TimeProvider time)
    {
        _ring = ring;
        _drain = drain;
        _directory = directory;
        _runFiles = runFiles;
        _clock = clock.Events;
        _calibration = calibration;
        _time = time;
        _chain = new SnapshotChain(directory, ring.Header->BatchStart, ring.Header->ProcessId);
        drain.FileWritten = (name, batch) => _chain.Add(name.Sequence, TraceFileTally.Of(batch));
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

        RingHeader* header = _ring.Header;
        Timeline time = _calibration.Timeline;
        SnapshotState state = _chain.CatchUp(new SnapshotState(header->SnapshotSequence, header->SnapshotFirstFile, header->WindowEnd, header->SnapshotLastTime));
        TraceSnapshot snapshot = _chain.Publish(
            ref state, header->FileSequence, _runFiles.Description, reason, takenAt, new SnapshotWindow(missing == 0 ? null : time.ToUnits(missing), time.ToUnits(end)));
        TestPoint.Reach(RecordingStep.SnapshotPublished);
        (header->SnapshotFirstFile, header->WindowEnd, header->SnapshotLastTime) = (state.FirstFile, state.WindowEnd, state.LastTime);
        Volatile.Write(ref header->SnapshotSequence, state.Sequence);
        TestPoint.Reach(RecordingStep.SnapshotNoted);
        return snapshot;
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
}
