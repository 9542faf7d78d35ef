using Ojo.Format;

namespace Ojo.Watcher.Directories;

/// <summary>Lists the input directory: schemas first, then runs, then traces, each in order of name, which is order of time.</summary>
internal static class InputListing
{
    private static readonly string[] s_extensions = [".bin", TraceFileName.CompressedExtension];
    private static readonly EnumerationOptions s_everything = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true };

    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    public static List<InputFile> Of(string directory)
    {
        var files = new List<InputFile>();
        foreach (FileInfo file in new DirectoryInfo(directory).EnumerateFiles("*", s_everything))
        {
            if (KindOf(file.Name) is InputKind kind && file.Exists)
            {
                files.Add(new InputFile(file.Name, kind, file.Length, file.LastWriteTimeUtc));
            }
        }

        files.Sort(static (left, right) => left.Kind != right.Kind
            ? left.Kind.CompareTo(right.Kind)
            : string.CompareOrdinal(left.Name, right.Name));
        return files;
    }

    private static InputKind? KindOf(string name)
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
        return name[0] != '.' && s_extensions.Any(extension => name.EndsWith(extension, StringComparison.OrdinalIgnoreCase)) ? InputKind.Trace : null;
    }
}
