using System.Diagnostics;
using System.Globalization;

namespace Ojo.Benchmarks;

/// <summary>What an event costs its thread, beside reading the clock and beside other ways of recording.</summary>
/// <remarks>
/// Rounds of all contestants take turns, so that a noisy minute hits them alike. Time is the thread's own processor time; the best
/// round counts. Of two threads, only rounds count in which both were running nearly all of the time.
/// </remarks>
internal static class RecordingMeasurement
{
    private const int Rounds = 40;
    private const int Calls = 100_000;

    public static void Run(TextWriter output)
    {
        using Peers peers = new();
        Contestant[] contestants =
        [
            new("`Stopwatch.GetTimestamp` alone", peers.Clock),
            new("the processor's counter alone", peers.Counter),
            new("**Ojo, one word, by Stopwatch** (`RecordPacketSent`), flusher draining to disk", peers.RecordByStopwatch, peers.ByStopwatch.Flush, "≤ 1.2 ×"),
            new($"**Ojo, one word, by the counter** (`{peers.Tracer.Run!.Clock}`)", peers.Record, peers.Tracer.Flush, "≤ 0.6 ×"),
            new("Ojo, two words (these and what follows by the counter)", peers.RecordTwoWords, peers.Tracer.Flush),
            new("Ojo, three words (`RecordStreamDataSent`)", peers.RecordThreeWords, peers.Tracer.Flush),
            new("`Tracer.Intern` of a known string of 14 characters", peers.InternKnown),
            new("Ojo, one word that is such a string", peers.RecordKnownString, peers.Tracer.Flush),
            new("Ojo, one word and a text of 16 characters (four records)", peers.RecordText, peers.Tracer.Flush),
            new("Ojo, switched off", peers.RecordSwitchedOff, null, "≤ 1 ns"),
            new("one ring for all threads, compare-and-exchange", peers.RingWrite, peers.Ring.Drain),
            new("EventSource to a listener", peers.EventSourceWrite),
            new("LoggerMessage, switched off", peers.LogToNothing),
            new("LoggerMessage to a file", peers.LogToFile),
            new("Activity with a listener", peers.StartActivity),
        ];

        double[] best = Measure(contestants, threads: 1, Rounds, out double[] allocated);
        output.WriteLine($"One thread. Best of {Rounds} rounds of {Calls} calls, in turns; the thread's own time.");
        output.WriteLine();
        output.WriteLine("| what | ns per call | × GetTimestamp | bar | bytes allocated |");
        output.WriteLine("|---|---|---|---|---|");
        for (int i = 0; i < contestants.Length; i++)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {contestants[i].Name} | {best[i]:F1} | {best[i] / best[0]:F2} | {contestants[i].Bar} | {allocated[i]:F0} |"));
        }

        Contestant[] shared = [.. contestants[..4], contestants.Single(contestant => contestant.Loop == peers.RingWrite)];
        double[] one = Measure(shared, threads: 1, 5 * Rounds, out _);
        double[] two = Measure(shared, threads: 2, 5 * Rounds, out _);
        output.WriteLine();
        output.WriteLine("Two threads at once: nanoseconds per event and thread, of rounds in which the two overlapped by 90 %. The bar is within 10 % of one thread's.");
        output.WriteLine();
        output.WriteLine("| what | one thread | two threads | change |");
        output.WriteLine("|---|---|---|---|");
        for (int i = 0; i < shared.Length; i++)
        {
            output.WriteLine(two[i] == double.MaxValue
                ? $"| {shared[i].Name} | {one[i]:F1} | the two never overlapped: the machine was too busy | |"
                : $"| {shared[i].Name} | {one[i]:F1} | {two[i]:F1} | {Math.Round(100 * ((two[i] / one[i]) - 1)):+0;-0;0} % |");
        }

        output.WriteLine();
        output.WriteLine($"Events dropped in all of this: {peers.Tracer.Statistics.Lost + peers.ByStopwatch.Statistics.Lost} by Ojo, {peers.Ring.Rejected} by the one ring.");
    }

    private static double[] Measure(Contestant[] contestants, int threads, int rounds, out double[] allocated)
    {
        double[] best = [.. contestants.Select(static _ => double.MaxValue)];
        allocated = new double[contestants.Length];
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < contestants.Length; i++)
            {
                best[i] = Math.Min(best[i], Round(contestants[i], threads, out allocated[i]));
                contestants[i].Between?.Invoke();
            }
        }

        return best;
    }

    /// <summary>Nanoseconds per call, the mean of the threads; as large as can be where the threads did not run at once.</summary>
    private static double Round(Contestant contestant, int threads, out double allocated)
    {
        double[] times = new double[threads];
        double[] bytes = new double[threads];
        long[] begun = new long[threads];
        long[] ended = new long[threads];
        int ready = 0;
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(worker => new Thread(() =>
        {
            contestant.Loop(1000);
            Interlocked.Increment(ref ready);
            while (Volatile.Read(ref ready) < threads)
            {
            }

            long bytesBefore = GC.GetAllocatedBytesForCurrentThread();
            begun[worker] = Stopwatch.GetTimestamp();
            long before = ThreadTime.Now();
            contestant.Loop(Calls);
            times[worker] = (double)(ThreadTime.Now() - before) / Calls;
            ended[worker] = Stopwatch.GetTimestamp();
            bytes[worker] = (double)(GC.GetAllocatedBytesForCurrentThread() - bytesBefore) / Calls;
        }))];
        Array.ForEach(workers, static worker => worker.Start());
        Array.ForEach(workers, static worker => worker.Join());
        allocated = bytes.Average();
        double overlap = Stopwatch.GetElapsedTime(begun.Max(), ended.Min()).TotalNanoseconds;
        double whole = Stopwatch.GetElapsedTime(begun.Min(), ended.Max()).TotalNanoseconds;
        double running = times.Max() * Calls;
        return threads == 1 || (overlap > 0.9 * running && whole < 1.2 * running) ? times.Average() : double.MaxValue;
    }
}
