using System.Globalization;
using System.IO.Enumeration;
using Ojo.Cli.Traces;
using Ojo.Format;
using Ojo.Salvage;

namespace Ojo.Cli.Doctor;

/// <summary>Looks at a tracer's directory: whether its files are whole, what is in quarantine and why, and what dead processes left. It changes nothing.</summary>
internal static class DirectoryExamination
{
    private const int SliceRecords = 16 * 1024;
    private const int LongestReason = 4096;
    private const string Pattern = "*.bin*";
    private const string Staging = "staging";
    private const string Quarantine = "quarantine";

    private static readonly EnumerationOptions s_below = new() { RecurseSubdirectories = true, MaxRecursionDepth = 16, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };

    public static IEnumerable<Finding> Of(string path, CancellationToken cancellation)
    {
        if (!Directory.Exists(path))
        {
            yield return new Finding(true, $"There is no directory {path}.", "Name the directory that TracerOptions.Directory says, or the 'output' in it.");
            yield break;
        }

        string root = TraceDirectory.RootOf(path);
        string[] all = [root, .. Below(root).Order(StringComparer.Ordinal)];
        string[] withTraces = [.. all.Where(static directory => Path.GetFileName(directory) == "output" || FilesOf(directory, Pattern).Length > 0)];
        foreach (Finding finding in withTraces.SelectMany(directory => Traces(root, directory, cancellation)))
        {
            yield return finding;
        }

        if (withTraces.Length == 0)
        {
            yield return NoTraces(root);
        }

        foreach (Finding finding in all.SelectMany(directory => Quarantined(root, Path.Combine(directory, Quarantine)).Concat(Staged(root, Path.Combine(directory, Staging)))))
        {
            yield return finding;
        }
    }

    /// <summary>The directories below one in which tracers, or those who copied from them, may have left something.</summary>
    private static FileSystemEnumerable<string> Below(string root) => new FileSystemEnumerable<string>(root, static (ref FileSystemEntry entry) => entry.ToFullPath(), s_below)
    {
        ShouldIncludePredicate = IsLookedInto,
        ShouldRecursePredicate = IsLookedInto,
    };

    // A link may lead round in a circle; what is archived has been taken in.
    private static bool IsLookedInto(ref FileSystemEntry entry) =>
        entry.IsDirectory && (entry.Attributes & FileAttributes.ReparsePoint) == 0 && entry.FileName is not (Staging or Quarantine or "archive");

    private static IEnumerable<Finding> Traces(string root, string directory, CancellationToken cancellation)
    {
        (long files, long records) = (0, 0);
        SortedSet<int> versions = [];
        TraceRecord[] slice = new TraceRecord[SliceRecords];
        foreach (string file in FilesOf(directory, Pattern))
        {
            cancellation.ThrowIfCancellationRequested();
            string? fault = null;
            try
            {
                using TraceFileReader reader = TraceFileReader.Open(file);
                for (int count = reader.Read(slice); count > 0; count = reader.Read(slice))
                {
                    cancellation.ThrowIfCancellationRequested();
                    records += count;
                }

                files++;
                versions.Add(reader.Version);
            }
            catch (Exception exception) when (exception is TraceFormatException or IOException or InvalidDataException or UnauthorizedAccessException)
            {
                fault = exception.Message;
            }

            if (fault is not null)
            {
                yield return new Finding(true, $"{NameOf(root, directory, file)}: {fault}", "ojo watch puts it into quarantine; copy it again from where it came, if it was copied.");
            }
        }

        yield return files > 0
            ? new Finding(false, Invariant($"{directory} has {files:N0} whole trace {(files == 1 ? "file" : "files")} with {records:N0} records, of format version {string.Join(" and ", versions)}."))
            : NoTraces(directory);
    }

    private static Finding NoTraces(string directory) =>
        new(true, $"{directory} has no trace files that can be read.", "Look whether the program records into this directory and has had a second to write.");

    /// <summary>A file's name, and before it the directory's where that is not the one that is looked at.</summary>
    private static string NameOf(string root, string directory, string file)
    {
        string tracer = TraceDirectory.RootOf(directory);
        return tracer == root ? Path.GetFileName(file) : Path.Combine(Path.GetRelativePath(root, tracer), Path.GetFileName(file));
    }

    private static IEnumerable<Finding> Quarantined(string root, string directory)
    {
        foreach (string file in FilesOf(directory, "*"))
        {
            if (!file.EndsWith(".reason", StringComparison.Ordinal))
            {
                yield return new Finding(true, $"{NameOf(root, Path.GetDirectoryName(directory)!, file)} is in quarantine: {ReasonOf(file + ".reason")}", $"Put a whole copy into the output directory, or delete it in {directory}.");
            }
        }
    }

    private static string[] FilesOf(string directory, string pattern) =>
        Directory.Exists(directory) ? [.. Directory.EnumerateFiles(directory, pattern).Order(StringComparer.Ordinal)] : [];

    private static string ReasonOf(string path)
    {
        try
        {
            using StreamReader reader = new(path);
            char[] text = new char[LongestReason];
            return new string(text, 0, reader.ReadBlock(text)).TrimEnd();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "its reason cannot be read.";
        }
    }

    private static IEnumerable<Finding> Staged(string root, string directory)
    {
        foreach (string file in FilesOf(directory, "ring_*.map"))
        {
            if (IsOfTheDead(file) is { } what)
            {
                yield return new Finding(true, $"{NameOf(root, Path.GetDirectoryName(directory)!, file)} in staging {what}", "ojo watch brings what is in it into the output directory.");
            }
        }
    }

    private static string? IsOfTheDead(string file)
    {
        try
        {
            // A pipe would be waited for.
            if (new FileInfo(file) is { LinkTarget: not null } or { Length: 0 })
            {
                return "is empty, or a link, or no file at all.";
            }

            using RingFile? ring = RingFile.TryOpen(file);
            return ring is null ? null : "is what a process left that died.";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"cannot be looked at: {exception.Message}";
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
