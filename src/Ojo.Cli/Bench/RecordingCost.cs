using System.Diagnostics;

namespace Ojo.Cli.Bench;

/// <summary>What recording has cost.</summary>
/// <param name="EventNs">One event of one field, in nanoseconds, while there is room in the buffer: the median of several bursts.</param>
/// <param name="TimestampNs">One call of <see cref="Stopwatch.GetTimestamp"/>, in nanoseconds, measured alike.</param>
/// <param name="Attempted">Events of the long recording.</param>
/// <param name="Stored">Those of them that are in files.</param>
/// <param name="Seconds">How long that took, until the last was in a file.</param>
/// <param name="Bytes">How large the files are.</param>
internal sealed record RecordingCost(double EventNs, double TimestampNs, long Attempted, long Stored, double Seconds, long Bytes)
{
    private const int Burst = 100_000;
    private const int Bursts = 15;

    /// <summary>Events that found no room.</summary>
    public long Dropped => Attempted - Stored;

    /// <summary>Records in a directory of its own, which is removed afterwards.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="IOException">The directory cannot be written to.</exception>
    public static RecordingCost Measure(string parent, TimeSpan duration, CancellationToken cancellation)
    {
        string directory = Path.Combine(parent, $"ojo-bench-{Guid.NewGuid():N}");
        Directory.CreateDirectory(directory);
        try
        {
            double timestamp = NsOf(static (_, count) => Timestamps(count), null!, cancellation);
            double recorded;
            using (Tracer tracer = Open(Path.Combine(directory, "bursts")))
            {
                recorded = NsOf(Record, tracer, cancellation);
            }

            string longer = Path.Combine(directory, "long");
            long began = Stopwatch.GetTimestamp();
            TracerStatistics statistics;
            Tracer steady = Open(longer);
            try
            {
                while (Stopwatch.GetElapsedTime(began) < duration)
                {
                    cancellation.ThrowIfCancellationRequested();
                    Record(steady, 1000);
                }
            }
            finally
            {
                steady.Dispose();
            }

            statistics = steady.Statistics;
            double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            long bytes = new DirectoryInfo(longer).EnumerateFiles("*.bin*", SearchOption.AllDirectories).Sum(static file => file.Length);
            return new RecordingCost(recorded, timestamp, statistics.Attempted, statistics.Stored, seconds, bytes);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static Tracer Open(string directory) => Tracer.Create(new TracerOptions { Directory = directory, Service = "ojo-bench" });

    private static double NsOf(Action<Tracer, int> run, Tracer tracer, CancellationToken cancellation)
    {
        double[] times = new double[Bursts];
        for (int burst = -5; burst < Bursts; burst++)
        {
            cancellation.ThrowIfCancellationRequested();
            long began = Stopwatch.GetTimestamp();
            run(tracer, Burst);
            double elapsed = Stopwatch.GetElapsedTime(began).TotalNanoseconds / Burst;

            // The first ones run code that is not compiled for good yet.
            if (burst >= 0)
            {
                times[burst] = elapsed;
            }
        }

        Array.Sort(times);
        return times[Bursts / 2];
    }

    private static void Record(Tracer tracer, int count)
    {
        for (int n = 0; n < count; n++)
        {
            tracer.RecordPacketSent((uint)(n & 7), (ulong)n);
        }
    }

    private static void Timestamps(int count)
    {
        long sum = 0;
        for (int n = 0; n < count; n++)
        {
            sum ^= Stopwatch.GetTimestamp();
        }

        GC.KeepAlive(sum);
    }
}
