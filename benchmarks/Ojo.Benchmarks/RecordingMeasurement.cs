using System.Globalization;

namespace Ojo.Benchmarks;

/// <summary>What an event costs its thread, beside reading the clock and beside other ways of recording.</summary>
/// <remarks>
/// Rounds of all contestants take turns, so that a noisy minute hits them alike. Time is the thread's own processor time; the best
/// round counts.
/// </remarks>
internal static class RecordingMeasurement
{
    private const int Rounds = 40;

    public static void Run(TextWriter output)
    {
        using Peers peers = new();
        Contestant[] contestants =
        [
            new("`Stopwatch.GetTimestamp` alone", peers.Clock),
            new("**Ojo, one word** (`RecordPacketSent`), flusher draining to disk", peers.Record, peers.Tracer.Flush, "≤ 1.2 ×"),
            new("Ojo, two words", peers.RecordTwoWords, peers.Tracer.Flush),
            new("Ojo, three words (`RecordStreamDataSent`)", peers.RecordThreeWords, peers.Tracer.Flush),
            new("Ojo, switched off", peers.RecordSwitchedOff, null, "≤ 1 ns"),
            new("one ring for all threads, compare-and-exchange", peers.RingWrite, peers.Ring.Drain),
            new("EventSource to a listener", peers.EventSourceWrite),
            new("LoggerMessage, switched off", peers.LogToNothing),
            new("LoggerMessage to a file", peers.LogToFile),
            new("Activity with a listener", peers.StartActivity),
        ];

        double[] best = Measure(contestants, threads: 1, calls: 100_000, out double[] allocated);
        output.WriteLine("One thread. Best of " + Rounds + " rounds of 100,000 calls, in turns; the thread's own time.");
        output.WriteLine();
        output.WriteLine("| what | ns per call | × GetTimestamp | bar | bytes allocated |");
        output.WriteLine("|---|---|---|---|---|");
        for (int i = 0; i < contestants.Length; i++)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {contestants[i].Name} | {best[i]:F1} | {best[i] / best[0]:F2} | {contestants[i].Bar} | {allocated[i]:F0} |"));
        }

        Contestant[] shared = [contestants[0], contestants[1], contestants[5]];
        double[] one = Measure(shared, threads: 1, calls: 100_000, out _);
        double[] two = Measure(shared, threads: 2, calls: 100_000, out _);
        output.WriteLine();
        output.WriteLine("Two threads at once: nanoseconds per event and thread. The bar is within 10 % of one thread's.");
        output.WriteLine();
        output.WriteLine("| what | one thread | two threads | change |");
        output.WriteLine("|---|---|---|---|");
        for (int i = 0; i < shared.Length; i++)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {shared[i].Name} | {one[i]:F1} | {two[i]:F1} | {Math.Round(100 * ((two[i] / one[i]) - 1)):+0;-0;0} % |"));
        }

        output.WriteLine();
        output.WriteLine($"Events dropped in all of this: {peers.Tracer.Statistics.Lost} by Ojo, {peers.Ring.Rejected} by the one ring.");
    }

    private static double[] Measure(Contestant[] contestants, int threads, int calls, out double[] allocated)
    {
        double[] best = [.. contestants.Select(static _ => double.MaxValue)];
        allocated = new double[contestants.Length];
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < contestants.Length; i++)
            {
                best[i] = Math.Min(best[i], Round(contestants[i], threads, calls, out allocated[i]));
                contestants[i].Between?.Invoke();
            }
        }

        return best;
    }

    /// <summary>Nanoseconds per call, the mean of the threads.</summary>
    private static double Round(Contestant contestant, int threads, int calls, out double allocated)
    {
        double[] times = new double[threads];
        double[] bytes = new double[threads];
        using Barrier start = new(threads);
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(worker => new Thread(() =>
        {
            contestant.Loop(1000);
            start.SignalAndWait();
            long bytesBefore = GC.GetAllocatedBytesForCurrentThread();
            long before = ThreadTime.Now();
            contestant.Loop(calls);
            times[worker] = (double)(ThreadTime.Now() - before) / calls;
            bytes[worker] = (double)(GC.GetAllocatedBytesForCurrentThread() - bytesBefore) / calls;
        }))];
        Array.ForEach(workers, static worker => worker.Start());
        Array.ForEach(workers, static worker => worker.Join());
        allocated = bytes.Average();
        return times.Average();
    }
}
