using System.Diagnostics;
using System.Globalization;

namespace Ojo.Benchmarks;

/// <summary>How long single calls take, the slow ones included.</summary>
internal static class CallMeasurement
{
    private const int Calls = 2_000_000;
    private const int CallsPerFlush = 100_000;

    public static void Run(TextWriter output)
    {
        using Peers peers = new();
        long[] nothing = new long[Calls];
        long[] record = new long[Calls];
        Measure(nothing, null, peers);
        Measure(record, peers.Tracer, peers);
        output.WriteLine("Each call between two readings of the clock, whose own cost is in both rows; nanoseconds of wall time, preemption included.");
        output.WriteLine("The bars are p99 ≤ 2 × and p99.9 ≤ 10 × the median.");
        output.WriteLine();
        output.WriteLine("| call | p50 | p99 | p99.9 | p99 / p50 | p99.9 / p50 |");
        output.WriteLine("|---|---|---|---|---|---|");
        Report("nothing", nothing, output);
        Report("`RecordPacketSent`", record, output);
        output.WriteLine();
        output.WriteLine($"Events dropped: {peers.Tracer.Statistics.Lost}.");
    }

    private static void Measure(long[] durations, Tracer? tracer, Peers peers)
    {
        peers.Record(1000);
        for (int warmUp = 0; warmUp < 2; warmUp++)
        {
            for (int n = 0; n < durations.Length; n++)
            {
                if (n % CallsPerFlush == 0)
                {
                    peers.Tracer.Flush();
                }

                long before = Stopwatch.GetTimestamp();
                tracer?.RecordPacketSent(7, (ulong)n);
                durations[n] = Stopwatch.GetTimestamp() - before;
            }
        }
    }

    private static void Report(string name, long[] durations, TextWriter output)
    {
        Array.Sort(durations);
        double tick = 1e9 / Stopwatch.Frequency;
        double p50 = durations[durations.Length / 2] * tick;
        double p99 = durations[(int)(durations.Length * 0.99)] * tick;
        double p999 = durations[(int)(durations.Length * 0.999)] * tick;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {name} | {p50:F0} | {p99:F0} | {p999:F0} | {p99 / p50:F1} | {p999 / p50:F1} |"));
    }
}
