using System.Globalization;

namespace Ojo.Cli.Snapshots;

/// <summary>Finds the ring of a flight recorder: a process's, or that in a tracer's directory.</summary>
internal static class RingPath
{
    private const string Pattern = "ring_*.map";

    /// <param name="target">A process id, a ring file, or a tracer's directory.</param>
    /// <exception cref="IOException">There is none, or more than one.</exception>
    public static string Of(string target)
    {
        if (File.Exists(target))
        {
            return target;
        }

        bool isProcess = int.TryParse(target, NumberStyles.None, CultureInfo.InvariantCulture, out int process) && !Directory.Exists(target);
        string[] rings = isProcess ? OfProcess(process) : OfDirectory(target);
        return rings switch
        {
            [{ } one] => one,
            [] when isProcess => throw new IOException($"Process {target} has no ring mapped: no tracer records in it, or it is another user's."),
            [] => throw new IOException($"There is no ring in {target}: no process that records into this directory lives. What those that died left is in its output."),
            _ => throw new IOException($"There are {rings.Length} rings; name the one that is meant, or its process: {string.Join(", ", rings)}"),
        };
    }

    private static string[] OfDirectory(string directory)
    {
        if (!Directory.Exists(directory))
        {
            throw new DirectoryNotFoundException($"There is no {directory}: name a process id, or the directory that TracerOptions.Directory says.");
        }

        string staging = Path.Combine(Traces.TraceDirectory.RootOf(directory), "staging");
        return Directory.Exists(staging) ? [.. Directory.EnumerateFiles(staging, Pattern).Order(StringComparer.Ordinal)] : [];
    }

    /// <summary>The ring files that a process has in its memory, by Linux's list of those.</summary>
    private static string[] OfProcess(int process)
    {
        string maps = $"/proc/{process}/maps";
        if (!OperatingSystem.IsLinux())
        {
            throw new IOException("A process's ring is found by its id on Linux only: name its directory.");
        }

        try
        {
            return [.. File.ReadLines(maps).Select(PathOf).Where(IsRing).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new IOException($"There is no process {process}.", exception);
        }
    }

    /// <summary>What of such a line is a path: it comes after five words, and may have blanks in it.</summary>
    private static string PathOf(string line) => line.IndexOf('/', StringComparison.Ordinal) is > 0 and var start ? line[start..] : "";

    private static bool IsRing(string path) =>
        Path.GetFileName(path.AsSpan()) is var name && name.StartsWith("ring_", StringComparison.Ordinal) && name.EndsWith(".map", StringComparison.Ordinal) && File.Exists(path);
}
