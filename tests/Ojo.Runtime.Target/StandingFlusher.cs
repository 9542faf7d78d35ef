using Ojo.Recording;

namespace Ojo.Runtime.Target;

/// <summary>A thread that does the flusher's work until it is at a certain step, and stays there.</summary>
/// <param name="step">The step.</param>
/// <param name="tracer">Whose flusher it is in place of.</param>
/// <param name="living">Records what is to be flushed.</param>
/// <param name="dying">What threads record that leave their lanes behind.</param>
internal sealed class StandingFlusher(RecordingStep step, Tracer tracer, CountedWriter living, CountedWriter dying)
{
    private const int Rounds = 6;
    private TaskCompletionSource<bool>? _round;

    private bool IsOfThePool => step is RecordingStep.PoolPrepared or RecordingStep.PoolRaised or RecordingStep.PoolGrown;

    /// <summary>Returns when it is there; false if it never gets there.</summary>
    public bool Go()
    {
        using SemaphoreSlim begin = new(0);
        new Thread(() => Run(begin)) { IsBackground = true }.Start();
        Ring ring = tracer.Session!.Ring;
        bool isReached = false;
        for (int round = 0; round < Rounds && !isReached; round++)
        {
            if (!IsOfThePool)
            {
                // A lane that a dead thread left is inherited, and nobody takes a new one.
                StandingThread.RecordAndDie(dying);
            }

            int most = RingLayout.ChunkRecords * ring.ChunkCapacity;
            for (int n = 0; n < most && (n < RingLayout.ChunkRecords || (tracer.Session.Snapshots is not null && ring.FreeChunkCount > ring.LeastFree)); n++)
            {
                living.Record();
            }

            if (round % 2 == 1)
            {
                _ = tracer.Session.Snapshots?.Add("somebody asks");
            }

            TaskCompletionSource<bool> result = new();
            Volatile.Write(ref _round, result);
            begin.Release();
            isReached = result.Task.GetAwaiter().GetResult();
        }

        return isReached;
    }

    private void Run(SemaphoreSlim begin)
    {
        TestPoint.Hook = reached =>
        {
            if (reached == step)
            {
                _round!.SetResult(true);
                Thread.Sleep(Timeout.Infinite);
            }
        };
        while (true)
        {
            begin.Wait();
            tracer.Session!.Round.TryRun(isLast: false, hasFailed: false);
            _round!.SetResult(false);
        }
    }
}
