using System.Diagnostics;

namespace Ojo.Benchmarks.Recording;

/// <summary>Threads that make the same calls at the same time, each timed on its own.</summary>
/// <remarks>
/// Time is the thread's own processor time, so that what other programs take does not count. Of two threads a round counts
/// only if both were running nearly all of the time: one that is set aside disturbs nobody, and would make the other look good.
/// </remarks>
internal static class Rounds
{
    private const int WarmUpCalls = 1000;

    public static RoundTime Run(Action<int> loop, int threads, int calls, bool waits)
    {
        double[] times = new double[threads];
        double[] bytes = new double[threads];
        long[] begun = new long[threads];
        long[] ended = new long[threads];
        int ready = 0;
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(worker => new Thread(() =>
        {
            loop(WarmUpCalls);
            Interlocked.Increment(ref ready);
            while (Volatile.Read(ref ready) < threads)
            {
            }

            long bytesBefore = GC.GetAllocatedBytesForCurrentThread();
            begun[worker] = Stopwatch.GetTimestamp();
            long before = ThreadTime.Now();
            loop(calls);
            times[worker] = (double)(ThreadTime.Now() - before) / calls;
            ended[worker] = Stopwatch.GetTimestamp();
            bytes[worker] = (double)(GC.GetAllocatedBytesForCurrentThread() - bytesBefore) / calls;
        }))];
        Array.ForEach(workers, static worker => worker.Start());
        Array.ForEach(workers, static worker => worker.Join());
        if (threads == 1)
        {
            return new RoundTime(times[0], bytes[0]);
        }

        double overlap = Stopwatch.GetElapsedTime(begun.Max(), ended.Min()).TotalNanoseconds;
        double whole = Stopwatch.GetElapsedTime(begun.Min(), ended.Max()).TotalNanoseconds;
        if (waits)
        {
            double wall = Enumerable.Range(0, threads).Average(worker => Stopwatch.GetElapsedTime(begun[worker], ended[worker]).TotalNanoseconds);
            return new RoundTime(overlap > 0.8 * whole ? wall / calls : null, bytes.Average());
        }

        double running = times.Max() * calls;
        return new RoundTime(overlap > 0.9 * running && whole < 1.2 * running ? times.Average() : null, bytes.Average());
    }
}
