using Ojo.Format;
using Ojo.Publishing;

namespace Ojo.FlightRecorder;

/// <summary>Removes a service's old snapshots: those beyond a number, beyond a size all told, and beyond an age.</summary>
/// <remarks>
/// The newest is always kept. Only files that a snapshot of this service on this host names are removed, and of those only its own
/// run's trace files, whatever stands in it.
/// </remarks>
internal sealed class SnapshotRetention
{
    private const long LongestJson = 16 << 20;

    private readonly TraceDirectory _directory;
    private readonly TimeProvider _time;
    private readonly int _mostSnapshots;
    private readonly long _mostBytes;
    private readonly TimeSpan _mostAge;

    public SnapshotRetention(TraceDirectory directory, TimeProvider time, TracerOptions options)
    {
        _directory = directory;
        _time = time;
        _mostSnapshots = options.MostSnapshots;
        _mostBytes = options.MostSnapshotBytes;
        _mostAge = options.MostSnapshotAge;
    }

    /// <summary>Removes what is to be removed. What cannot be is tried again the next time.</summary>
    /// <param name="service">Whose.</param>
    /// <param name="host">Where it runs.</param>
    /// <param name="keep">One that was just taken, and so is the newest whatever the clock says; null if there is none.</param>
    public void Apply(string service, string host, string? keep = null)
    {
        try
        {
            int count = 0;
            long bytes = 0;
            foreach (TraceSnapshot snapshot in Of(service, host).OrderByDescending(static snapshot => snapshot.TakenAt).ThenByDescending(static snapshot => snapshot.Path, StringComparer.Ordinal))
            {
                string[] files = [.. FilesOf(snapshot)];
                bytes += files.Sum(static file => new FileInfo(file) is { Exists: true } info ? info.Length : 0);
                count++;
                bool isKept = count <= _mostSnapshots && bytes <= _mostBytes && _time.GetUtcNow() - snapshot.TakenAt <= _mostAge;
                if (!isKept && snapshot.Path != keep && (keep is not null || count > 1))
                {
                    Remove(snapshot, files);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another one removes them, or the folder is not ours to change.
        }
    }

    private IEnumerable<TraceSnapshot> Of(string service, string host)
    {
        foreach (FileInfo file in new DirectoryInfo(_directory.Output).EnumerateFiles("snapshot_*.json"))
        {
            if (TraceFileName.TryParse(file.Name, out TraceFileName name) && name.Kind == TraceFileKind.Snapshot && file.Length is > 0 and <= LongestJson
                && TryRead(file.FullName) is { } snapshot
                && snapshot.Service == service && snapshot.Host == host
                && snapshot.BatchStart == name.BatchStart && (uint)snapshot.ProcessId == name.ProcessId)
            {
                yield return snapshot;
            }
        }
    }

    private static TraceSnapshot? TryRead(string path)
    {
        try
        {
            return SnapshotJson.Read(File.ReadAllBytes(path)) with { Path = path };
        }
        catch (Exception exception) when (exception is TraceFormatException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private IEnumerable<string> FilesOf(TraceSnapshot snapshot) => snapshot.Files
        .Where(file => TraceFileName.TryParse(file, out TraceFileName name) && name.Kind == TraceFileKind.Trace
            && name.BatchStart == snapshot.BatchStart && name.ProcessId == (uint)snapshot.ProcessId)
        .Select(file => Path.Combine(_directory.Output, file));

    private static void Remove(TraceSnapshot snapshot, string[] files)
    {
        // What names the others last: as long as one of them is there, it can be found again.
        Array.ForEach(files, File.Delete);
        File.Delete(snapshot.Path);
    }
}
