using System.Diagnostics;
using System.Globalization;
using Ojo.Format;

namespace Ojo.Benchmarks;

/// <summary>How many events per second reach the disk for ten seconds with none dropped.</summary>
internal static class SustainedMeasurement
{
    private const int Writers = 2;
    private static readonly TimeSpan s_duration = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_burst = TimeSpan.FromMilliseconds(10);

    public static void Run(TextWriter output)
    {
        output.WriteLine($"{Writers} threads, {s_duration.TotalSeconds:F0} s, each recording a burst every {s_burst.TotalMilliseconds:F0} ms; the default buffer of 512 MiB. The bar is 10 M events/s with nothing dropped.");
        output.WriteLine();
        output.WriteLine("| asked for | recorded | dropped | in files after | bytes written |");
        output.WriteLine("|---|---|---|---|---|");
        Run(eventsPerSecond: 10_000_000, output);
    }

    private static void Run(int eventsPerSecond, TextWriter output)
    {
        using TempDirectory directory = new();
        Tracer tracer = Tracer.Create(new TracerOptions { Directory = directory.Path });
        int perBurst = (int)(eventsPerSecond * s_burst.TotalSeconds / Writers);
        long start = Stopwatch.GetTimestamp();
        Thread[] writers = [.. Enumerable.Range(0, Writers).Select(writer => new Thread(() =>
        {
            for (int burst = 0; burst < s_duration / s_burst; burst++)
            {
                for (int n = 0; n < perBurst; n++)
                {
                    tracer.RecordPacketSent((uint)writer, (ulong)n);
                }

                TimeSpan ahead = ((burst + 1) * s_burst) - Stopwatch.GetElapsedTime(start);
                if (ahead > TimeSpan.Zero)
                {
                    Thread.Sleep(ahead);
                }
            }
        }))];
        Array.ForEach(writers, static writer => writer.Start());
        Array.ForEach(writers, static writer => writer.Join());
        TimeSpan recorded = Stopwatch.GetElapsedTime(start);
        tracer.Dispose();
        TimeSpan written = Stopwatch.GetElapsedTime(start);
        TracerStatistics statistics = tracer.Statistics;
        long bytes = new DirectoryInfo(directory.Output).GetFiles("trace_*.bin").Sum(static file => file.Length);
        Debug.Assert(bytes >= statistics.Stored * TraceRecord.ByteSize, "What is stored is in files.");
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {eventsPerSecond / 1e6:F0} M/s | {statistics.Attempted / recorded.TotalSeconds / 1e6:F1} M/s | {statistics.Lost} | {written.TotalSeconds:F1} s | {bytes / 1e6:F0} MB |"));
    }
}
