using System.Globalization;
using Ojo.Format;
using Ojo.Salvage;

namespace Ojo.Cli.Doctor;

/// <summary>Looks at a tracer's directory: whether its files are whole, what is in quarantine and why, and what dead processes left. It changes nothing.</summary>
internal static class DirectoryExamination
{
    private const int SliceRecords = 16 * 1024;
    private const int LongestReason = 4096;

    public static IEnumerable<Finding> Of(string path, CancellationToken cancellation)
    {
        if (!Directory.Exists(path))
        {
            yield return new Finding(true, $"There is no directory {path}.", "Name the directory that TracerOptions.Directory says, or the 'output' in it.");
            yield break;
        }

        string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        root = Path.GetFileName(root) == "output" ? Path.GetDirectoryName(root)! : root;
        string output = Path.Combine(root, "output");
        foreach (Finding finding in Traces(Directory.Exists(output) ? output : root, cancellation).Concat(Quarantined(Path.Combine(root, "quarantine"))).Concat(Staged(Path.Combine(root, "staging"))))
        {
            yield return finding;
        }
    }

    private static IEnumerable<Finding> Traces(string directory, CancellationToken cancellation)
    {
        (long files, long records) = (0, 0);
        SortedSet<int> versions = [];
        TraceRecord[] slice = new TraceRecord[SliceRecords];
        foreach (string file in Directory.EnumerateFiles(directory, "*.bin*").Order(StringComparer.Ordinal))
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
                yield return new Finding(true, $"{Path.GetFileName(file)}: {fault}", "ojo watch puts it into quarantine; copy it again from where it came, if it was copied.");
            }
        }

        yield return files > 0
            ? new Finding(false, Invariant($"{directory} has {files:N0} whole trace {(files == 1 ? "file" : "files")} with {records:N0} records, of format version {string.Join(" and ", versions)}."))
            : new Finding(true, $"{directory} has no trace files that can be read.", "Look whether the program records into this directory and has had a second to write.");
    }

    private static IEnumerable<Finding> Quarantined(string directory)
    {
        foreach (string file in FilesOf(directory, "*"))
        {
            if (!file.EndsWith(".reason", StringComparison.Ordinal))
            {
                yield return new Finding(true, $"{Path.GetFileName(file)} is in quarantine: {ReasonOf(file + ".reason")}", $"Put a whole copy into the output directory, or delete it in {directory}.");
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

    private static IEnumerable<Finding> Staged(string directory)
    {
        foreach (string file in FilesOf(directory, "ring_*.map"))
        {
            if (IsOfTheDead(file) is { } what)
            {
                yield return new Finding(true, $"{Path.GetFileName(file)} in staging {what}", "ojo watch brings what is in it into the output directory.");
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
