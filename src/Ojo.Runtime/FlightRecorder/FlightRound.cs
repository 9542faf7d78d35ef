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
    private readonly SnapshotRetention _retention;
    private readonly RecorderTurn _turn;

    public FlightRound(
        Ring ring, ChunkPool pool, RingDrain drain, TraceDirectory directory, RunFiles runFiles, SnapshotWriter writer, SnapshotRequests requests,
        SnapshotRetention retention)
        : base(ring, pool, drain, directory, runFiles)
    {
        _ring = ring;
        _drain = drain;
        _turn = new RecorderTurn(ring, drain);
        _window = new WindowRecycling(ring, pool, drain, _turn);
        drain.Writing = _window.KeepRoomWhileWriting;
        _writer = writer;
        _requests = requests;
        _retention = retention;
    }

    /// <summary>Makes snapshots at times; null where there are none.</summary>
    public SnapshotTimer? Timer { get; init; }

    /// <inheritdoc/>
    public override bool IsShort => _window.IsExhausted || !_ring.Lanes.HasFree;

    /// <inheritdoc/>
    public override bool HasBacklog => _turn.IsLacking;

    /// <inheritdoc/>
    public override bool IsUrgent()
    {
        _window.KeepRoom();
        if (Timer?.TryElapse() ?? false)
        {
            _requests.AddUnattended("timer");
        }

        return _requests.IsPending;
    }

    /// <inheritdoc/>
    public override string? TryRun(bool isLast, bool hasFailed)
    {
        if (isLast)
        {
            _requests.Close();
        }

        if (_drain.Collected is not null)
        {
            // Whoever waits for an event finds it here.
            _drain.Collect();
        }

        if (isLast || _requests.IsPending)
        {
            _turn.TryDo(TakeSnapshot);
        }

        if (isLast)
        {
            GiveUpRequest();
            _ring.Seal();
        }
        else
        {
            _drain.Calibrate();
            _window.KeepRoom();
        }

        return null;
    }

    private void TakeSnapshot()
    {
        if (_requests.TryTake(out string reason, out TaskCompletionSource<TraceSnapshot> result))
        {
            try
            {
                TraceSnapshot snapshot = _writer.Take(reason);
                _retention.Apply(snapshot.Service, snapshot.Host, keep: snapshot.Path);
                result.SetResult(snapshot);
            }
            catch (Exception exception)
            {
                // Whatever it is: the host program goes on, and so does this thread.
                result.SetException(exception);
            }
        }
    }

    /// <summary>Whoever still asks, while somebody else has the turn all the time, must not wait for ever.</summary>
    private void GiveUpRequest()
    {
        if (_requests.TryTake(out _, out TaskCompletionSource<TraceSnapshot> result))
        {
            result.SetException(new IOException("Somebody takes a snapshot of the process from outside, and does not get on."));
        }
    }
}
