using System.Diagnostics;

namespace Ojo.Benchmarks.Recording;

/// <summary>Times calls one by one, the slow ones included.</summary>
/// <remarks>
/// Only what the system did to the thread is left out: calls during which it took the thread off the processor do not count.
/// What a call itself waits for does.
/// </remarks>
internal static class SingleCalls
{
    private const int Batch = 1000;
    private const int CallsPerSettling = 100_000;
    private const int MostAttempts = 5;
    private const int SweptBytes = 32 << 20;
    private const int LineBytes = 64;
    private static readonly byte[] s_swept = new byte[SweptBytes];

    /// <param name="loop">Makes so many calls.</param>
    /// <param name="settle">Called now and then, untimed.</param>
    /// <param name="calls">How many calls are to count, a multiple of a thousand.</param>
    public static CallTimes Warm(Action<int> loop, Action? settle, int calls)
    {
        // Twice: the first time is for the compiler, which looks at what is called often.
        Measure(loop, settle, calls, Batch, isCold: false);
        return Measure(loop, settle, calls, Batch, isCold: false);
    }

    /// <param name="loop">Makes so many calls.</param>
    /// <param name="settle">Called now and then, untimed.</param>
    /// <param name="calls">How many calls are to count.</param>
    public static CallTimes Cold(Action<int> loop, Action? settle, int calls) => Measure(loop, settle, calls, 1, isCold: true);

    private static CallTimes Measure(Action<int> loop, Action? settle, int calls, int batch, bool isCold)
    {
        long[] durations = new long[calls];
        int kept = 0;
        int sinceSettled = 0;
        for (int tried = 0; kept + batch <= calls && tried < MostAttempts * (long)calls; tried += batch)
        {
            if ((sinceSettled += batch) > CallsPerSettling)
            {
                settle?.Invoke();
                sinceSettled = 0;
            }

            if (isCold)
            {
                Sweep();
            }

            long switches = ThreadTime.InvoluntarySwitches();
            Time(loop, durations.AsSpan(kept, batch));
            if (ThreadTime.InvoluntarySwitches() == switches)
            {
                kept += batch;
            }
        }

        settle?.Invoke();
        return CallTimes.Of(durations.AsSpan(0, kept));
    }

    private static void Time(Action<int> loop, Span<long> durations)
    {
        for (int n = 0; n < durations.Length; n++)
        {
            long before = Stopwatch.GetTimestamp();
            loop(1);
            durations[n] = Stopwatch.GetTimestamp() - before;
        }
    }

    private static void Sweep()
    {
        byte[] swept = s_swept;
        for (int at = 0; at < swept.Length; at += LineBytes)
        {
            swept[at]++;
        }
    }
}
