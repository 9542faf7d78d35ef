using Ojo.Explorer.Responses;
using Ojo.Format;

namespace Ojo.Explorer.Snapshots;

/// <summary>Finds the snapshots in a trace directory's <c>output/</c>.</summary>
internal sealed class SnapshotFolder(string? tracesDirectory)
{
    /// <summary>How many are listed at most: a recorder keeps a hundred by default.</summary>
    public const int Most = 1000;

    /// <summary>The newest of them by run and number. What is no snapshot, or is removed meanwhile, is passed over.</summary>
    public SnapshotsResponse Read()
    {
        string[] names = Names();
        List<SnapshotResponse> snapshots = [];
        foreach (string path in names.AsSpan(Math.Max(0, names.Length - Most)))
        {
            try
            {
                snapshots.Add(SnapshotResponse.Of(TraceSnapshot.Read(path)));
            }
            catch (Exception exception) when (exception is TraceFormatException or IOException or UnauthorizedAccessException)
            {
            }
        }

        return new SnapshotsResponse(snapshots, names.Length > Most);
    }

    private string[] Names()
    {
        try
        {
            return tracesDirectory is null ? [] :
            [
                .. Directory.EnumerateFiles(Path.Combine(tracesDirectory, "output"), "snapshot_*.json")
                    .Where(static path => TraceFileName.TryParse(Path.GetFileName(path), out TraceFileName name) && name.Kind == TraceFileKind.Snapshot)
                    .Order(StringComparer.Ordinal),
            ];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }
}
