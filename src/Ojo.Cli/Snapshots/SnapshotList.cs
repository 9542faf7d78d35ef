using Ojo.Cli.Traces;
using Ojo.Format;

namespace Ojo.Cli.Snapshots;

/// <summary>Finds the snapshots in a directory and below it.</summary>
internal static class SnapshotList
{
    private const string Pattern = "snapshot_*.json";

    private static readonly EnumerationOptions s_everywhere = new() { RecurseSubdirectories = true, MaxRecursionDepth = 16, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>The snapshots, the oldest first.</summary>
    /// <param name="directory">A tracer's directory, or one with many of them below it.</param>
    /// <param name="say">Told of each that cannot be read.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    public static IReadOnlyList<TraceSnapshot> Of(string directory, Action<string> say)
    {
        if (!Directory.Exists(directory))
        {
            throw new DirectoryNotFoundException($"There is no directory {directory}: name the one that TracerOptions.Directory says.");
        }

        List<TraceSnapshot> found = [];
        foreach (string path in Directory.EnumerateFiles(TraceDirectory.RootOf(directory), Pattern, s_everywhere))
        {
            try
            {
                found.Add(TraceSnapshot.Read(path));
            }
            catch (Exception exception) when (exception is TraceFormatException or IOException or UnauthorizedAccessException)
            {
                say($"{path}: {exception.Message}");
            }
        }

        return [.. found.OrderBy(static one => one.TakenAt).ThenBy(static one => one.Path, StringComparer.Ordinal)];
    }
}
