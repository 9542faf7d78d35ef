using System.IO.Enumeration;
using Ojo.Format;

namespace Ojo.Watcher.Directories;

/// <summary>
/// The next files of the input directory and its subdirectories that are to be taken in: schemas first, then runs, then
/// traces, each in order of name, which is order of time.
/// </summary>
/// <param name="Files">The first of them.</param>
/// <param name="Count">How many there are in all.</param>
/// <param name="Bytes">How long they all are.</param>
/// <param name="Oldest">When the oldest was last written to, UTC; null where there is none.</param>
internal sealed record InputListing(IReadOnlyList<InputFile> Files, int Count, long Bytes, DateTime? Oldest)
{
    /// <summary>How many files a listing has at most, so that memory does not depend on how many there are.</summary>
    public const int Most = 4096;

    private static readonly string[] s_extensions = [".bin", TraceFileName.CompressedExtension, TraceFileName.GzipExtension];

    // Where a tracer or a watcher keeps what is not for readers. Each host's whole trace directory may lie in one input directory.
    private static readonly string[] s_notForReaders = ["staging", "quarantine", "archive"];

    private static readonly EnumerationOptions s_everything = new()
    {
        AttributesToSkip = FileAttributes.None,
        IgnoreInaccessible = true,
        RecurseSubdirectories = true,
        MaxRecursionDepth = 16,
    };

    /// <param name="directory">The input directory.</param>
    /// <param name="seen">The files that are left out.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    public static InputListing Of(string directory, SeenFiles seen)
    {
        string root = Path.GetFullPath(directory);
        if (!Path.EndsInDirectorySeparator(root))
        {
            root += Path.DirectorySeparatorChar;
        }

        var files = new List<InputFile>();
        (int count, long bytes, DateTime? oldest) = (0, 0, null);
        foreach (InputFile? file in new FileSystemEnumerable<InputFile?>(root, Transform, s_everything) { ShouldRecursePredicate = IsForReaders })
        {
            if (file is null)
            {
                continue;
            }

            count++;
            bytes += file.Length;
            oldest = oldest < file.Modified || file.Kind == InputKind.Unnameable ? oldest : file.Modified;
            files.Add(file);
            if (files.Count == 2 * Most)
            {
                Shorten(files);
            }
        }

        seen.EndListing();
        Shorten(files);
        return new InputListing(files, count, bytes, oldest);

        InputFile? Transform(ref FileSystemEntry entry)
        {
            if (entry.IsDirectory || KindOf(entry.FileName) is not InputKind kind)
            {
                return null;
            }

            string name = entry.ToFullPath()[root.Length..];
            var file = new FileInfo(root + name);
            if (!file.Exists && name.Contains('\uFFFD'))
            {
                // What stands in the directory is no UTF-8: .NET has no name for it that the system would know.
                return seen.Skips(InputFile.FingerprintOf(name, 0, default)) ? null : new InputFile(name, InputKind.Unnameable, 0, default);
            }

            if ((entry.Attributes & FileAttributes.ReparsePoint) != 0)
            {
                file = TargetOf(file);
            }

            if (!file.Exists || seen.Skips(InputFile.FingerprintOf(name, file.Length, file.LastWriteTimeUtc)))
            {
                return null;
            }

            return new InputFile(name, kind, file.Length, file.LastWriteTimeUtc);
        }
    }

    /// <summary>Whether there is anything in the directory that could be taken in.</summary>
    public static bool IsEmpty(string directory) => Of(directory, new SeenFiles()).Count == 0;

    /// <summary>What a link leads to, as its own length is that of its text: a pipe at its end has none, and is not to be opened.</summary>
    private static FileInfo TargetOf(FileInfo link)
    {
        try
        {
            return link.ResolveLinkTarget(returnFinalTarget: true) is FileInfo { Exists: true } target ? target : link;
        }
        catch (IOException)
        {
            // It leads nowhere, or round in a circle: opening it says so.
            return link;
        }
    }

    private static void Shorten(List<InputFile> files)
    {
        files.Sort(static (left, right) =>
            left.Kind != right.Kind ? left.Kind.CompareTo(right.Kind)
            : string.CompareOrdinal(Path.GetFileName(left.Name), Path.GetFileName(right.Name)) is int order and not 0 ? order
            : string.CompareOrdinal(left.Name, right.Name));
        if (files.Count > Most)
        {
            files.RemoveRange(Most, files.Count - Most);
        }
    }

    /// <summary>Whether a subdirectory is looked into. A link is not, as it may lead round in a circle.</summary>
    private static bool IsForReaders(ref FileSystemEntry entry)
    {
        ReadOnlySpan<char> name = entry.FileName;
        if (name[0] == '.' || (entry.Attributes & FileAttributes.ReparsePoint) != 0)
        {
            return false;
        }

        // Whoever names a tracer's directory means its output, and is told so.
        if (name.SequenceEqual("output") && entry.Directory.TrimEnd('/').SequenceEqual(entry.RootDirectory.TrimEnd('/')))
        {
            return false;
        }

        foreach (string other in s_notForReaders)
        {
            if (name.SequenceEqual(other))
            {
                return false;
            }
        }

        return true;
    }

    private static InputKind? KindOf(ReadOnlySpan<char> name)
    {
        if (TraceFileName.TryParse(name, out TraceFileName parsed))
        {
            return parsed.Kind switch
            {
                TraceFileKind.Schema => InputKind.Schema,
                TraceFileKind.Run => InputKind.Run,
                TraceFileKind.Trace => InputKind.Trace,

                // It tells people which files belong together; the files tell the rest.
                _ => null,
            };
        }

        // Another writer may call its traces what it likes; a leading dot means that somebody is not done with it.
        if (name[0] == '.')
        {
            return null;
        }

        foreach (string extension in s_extensions)
        {
            if (name.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
            {
                return InputKind.Trace;
            }
        }

        return null;
    }
}
