using Ojo.Recording;

namespace Ojo.Runtime.Tests.FlightRecorder;

/// <summary>A flight recorder whose rounds are run by hand, so that it is known when there is none.</summary>
internal static class RecorderSteps
{
    public static Tracer Create(TempDirectory directory, int chunks, TracerOptions? options = null) => Tracer.Create(
        (options ?? new TracerOptions()) with
        {
            Directory = directory.Path,
            BufferSize = chunks * RingLayout.ChunkSize,
            Mode = TracerMode.FlightRecorder,
            Resolution = TraceResolution.Nanoseconds,
        },
        startFlusher: false);

    /// <summary>Does what the flusher does each time.</summary>
    /// <returns>What went wrong, or null.</returns>
    public static string? RunRound(this Tracer tracer) => tracer.Session!.Round.TryRun(isLast: false, hasFailed: false);

    /// <summary>Runs a round, and says why the snapshots that there are were taken.</summary>
    public static string[] ReasonsAfterRound(this Tracer tracer)
    {
        tracer.RunRound();
        return [.. SnapshotFiles.In(Path.Combine(tracer.Directory!, "output")).Select(static snapshot => snapshot.Reason)];
    }

    /// <summary>Takes a snapshot in a round of its own.</summary>
    public static TraceSnapshot TakeInRound(this Tracer tracer)
    {
        Task<TraceSnapshot> snapshot = tracer.Session!.Snapshots!.Add("because");
        Assert.Null(tracer.RunRound());
        return snapshot.GetAwaiter().GetResult();
    }

    /// <summary>Ends it as a program would.</summary>
    public static void End(this Tracer tracer)
    {
        TestPoint.Hook = null;
        tracer.Session!.StartFlusher();
        tracer.Dispose();
    }
}
