using Ojo.FlightRecorder;
using Ojo.Format;

namespace Ojo.Runtime.Tests.FlightRecorder;

/// <summary>Reads back the snapshots of a flight recorder.</summary>
internal static class SnapshotFiles
{
    /// <summary>A directory's snapshots, in order of their number.</summary>
    public static TraceSnapshot[] In(string output) => [.. Directory.GetFiles(output, "snapshot_*.json")
        .Order(StringComparer.Ordinal)
        .Select(static path => SnapshotJson.Read(File.ReadAllBytes(path)) with { Path = path })];

    /// <summary>Does something and waits for the snapshot that it is a reason for: for the file that appears last.</summary>
    public static void WaitForOne(string output, Action action)
    {
        using ManualResetEventSlim appeared = new();
        using FileSystemWatcher watcher = new(output, "snapshot_*.json");
        watcher.Created += (_, _) => appeared.Set();
        watcher.Renamed += (_, _) => appeared.Set();
        watcher.EnableRaisingEvents = true;
        action();
        Assert.True(appeared.Wait(TimeSpan.FromMinutes(2)), "No snapshot came.");
    }

    /// <summary>Every record of a snapshot's files but the BATCH_ENDs.</summary>
    public static IEnumerable<TraceRecord> Records(string output, TraceSnapshot snapshot) => snapshot.Files
        .SelectMany(file => TraceFiles.Read(Path.Combine(output, file)))
        .Where(static record => record.EventType != MetaEvent.BatchEnd);

    /// <summary>The events of all of a directory's compressed trace files.</summary>
    public static IEnumerable<TraceRecord> EventsIn(string output) => Directory.GetFiles(output, "trace_*.bin.br")
        .Order(StringComparer.Ordinal)
        .SelectMany(static path => TraceFiles.Read(path))
        .Where(static record => record.EventType == 1);
}
