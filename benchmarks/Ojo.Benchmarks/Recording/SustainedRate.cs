using System.Diagnostics;
using Ojo.Format;

namespace Ojo.Benchmarks.Recording;

/// <summary>How many events per second reach the disk when that is kept up.</summary>
/// <param name="Duration">For how long events were asked for.</param>
/// <param name="Recorded">Events per second that were recorded.</param>
/// <param name="Lost">Events that found no room.</param>
/// <param name="Written">When everything was in files, since the start.</param>
/// <param name="Bytes">In trace files.</param>
internal sealed record SustainedRate(TimeSpan Duration, double Recorded, long Lost, TimeSpan Written, long Bytes)
{
    public const int Writers = 2;
    public const int Asked = 10_000_000;

    /// <summary>How often a writer records what is due.</summary>
    public static TimeSpan Burst { get; } = TimeSpan.FromMilliseconds(10);

    public static SustainedRate Measure(TimeSpan duration)
    {
        using TempDirectory directory = new();
        Tracer tracer = Tracer.Create(new TracerOptions { Directory = directory.Path });
        int perBurst = (int)(Asked * Burst.TotalSeconds / Writers);
        long start = Stopwatch.GetTimestamp();
        Thread[] writers = [.. Enumerable.Range(0, Writers).Select(writer => new Thread(() =>
        {
            for (int burst = 0; burst < duration / Burst; burst++)
            {
                for (int n = 0; n < perBurst; n++)
                {
                    tracer.RecordPacketSent((uint)writer, (ulong)n);
                }

                TimeSpan ahead = ((burst + 1) * Burst) - Stopwatch.GetElapsedTime(start);
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
        if (bytes < statistics.Stored * TraceRecord.ByteSize)
        {
            throw new InvalidOperationException($"{statistics.Stored} events are said to be stored, and only {bytes} bytes are in files.");
        }

        return new SustainedRate(duration, statistics.Attempted / recorded.TotalSeconds, statistics.Lost, written, bytes);
    }
}
