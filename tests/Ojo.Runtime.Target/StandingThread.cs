using Ojo.Recording;

namespace Ojo.Runtime.Target;

/// <summary>A thread that records until it is at a certain step, and stays there.</summary>
/// <param name="step">The step.</param>
/// <param name="events">What it records.</param>
/// <param name="dying">What a thread records that leaves its lane to it.</param>
internal sealed class StandingThread(RecordingStep step, CountedWriter events, CountedWriter dying)
{
    private const int MostEvents = 2_000_000;
    private readonly TaskCompletionSource<bool> _isThere = new();
    private int _passes = PassesBefore(step);

    /// <summary>Returns when it is there; false if it never gets there.</summary>
    public bool Go()
    {
        if (step == RecordingStep.LaneInherited)
        {
            RecordAndDie(dying);
        }

        new Thread(Run) { IsBackground = true }.Start();
        return _isThere.Task.GetAwaiter().GetResult();
    }

    /// <summary>A thread records a little and ends.</summary>
    public static void RecordAndDie(CountedWriter events)
    {
        Thread thread = new(() =>
        {
            for (int n = 0; n < 100; n++)
            {
                events.Record();
            }
        });
        thread.Start();
        thread.Join();
    }

    /// <summary>How often it goes past it before, so that there is something that can be missing.</summary>
    private static int PassesBefore(RecordingStep step) => step switch
    {
        RecordingStep.LanePopped or RecordingStep.LaneTaken or RecordingStep.LaneInherited => 0,
        RecordingStep.LossTimed or RecordingStep.LossCounted => 2,
        _ => 1,
    };

    private void Run()
    {
        TestPoint.Hook = reached =>
        {
            if (reached == step && _passes-- == 0)
            {
                _isThere.SetResult(true);
                Thread.Sleep(Timeout.Infinite);
            }
        };
        for (int n = 0; n < MostEvents; n++)
        {
            events.Record();
        }

        _isThere.SetResult(false);
    }
}
