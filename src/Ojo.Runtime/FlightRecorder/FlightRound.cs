using Ojo.Flushing;
using Ojo.Publishing;
using Ojo.Recording;

namespace Ojo.FlightRecorder;

/// <summary>What the flusher does each time for a flight recorder: keep room, and take the snapshots that are asked for.</summary>
internal sealed class FlightRound : FlushRound
{
    private readonly Ring _ring;
    private readonly RingDrain _drain;
    private readonly WindowRecycling _window;
    private readonly SnapshotWriter _writer;
    private readonly SnapshotRequests _requests;

    public FlightRound(
        Ring ring, ChunkPool pool, RingDrain drain, TraceDirectory directory, RunFiles runFiles, SnapshotWriter writer, SnapshotRequests requests)
        : base(ring, pool, drain, directory, runFiles)
    {
        _ring = ring;
        _drain = drain;
        _window = new WindowRecycling(ring, pool, drain);
        _writer = writer;
        _requests = requests;
    }

    /// <inheritdoc/>
    public override bool HasBacklog => false;

    /// <inheritdoc/>
    public override bool IsUrgent()
    {
        _window.KeepRoom();
        return _requests.IsPending;
    }

    /// <inheritdoc/>
    public override string? TryRun(bool isLast, bool hasFailed)
    {
        if (isLast)
        {
            _requests.Close();
        }

        if (_requests.TryTake(out string reason, out TaskCompletionSource<TraceSnapshot> result))
        {
            try
            {
                result.SetResult(_writer.Take(reason));
            }
            catch (Exception exception)
            {
                // Whatever it is: the host program goes on, and so does this thread.
                result.SetException(exception);
            }
        }

        if (isLast)
        {
            _ring.Seal();
        }
        else
        {
            _drain.Calibrate();
            _window.KeepRoom();
        }

        return null;
    }
}
