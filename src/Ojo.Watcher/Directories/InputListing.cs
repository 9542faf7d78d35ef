using Ojo.Format;

namespace Ojo.Watcher.Directories;

/// <summary>Lists the input directory: schemas first, then runs, then traces, each in order of name, which is order of time.</summary>
internal static class InputListing
{
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
                _ => InputKind.Trace,
            };
        }

        // Another writer may call its traces what it likes; a leading dot means that somebody is not done with it.
        return name.EndsWith(".bin", StringComparison.OrdinalIgnoreCase) && name[0] != '.' ? InputKind.Trace : null;
    }
}
