namespace Ojo.Interop.Tests;

/// <summary>Traces of other people's programs, which lie beside the repository where somebody has put them.</summary>
internal static class SharedFiles
{
    private static readonly string? s_directory = Find();

    /// <summary>The path of one of them, or the test is skipped.</summary>
    public static string Path(params string[] parts)
    {
        Assert.SkipWhen(s_directory is null, "There are no real traces beside the repository, in ../shared/data.");
        return System.IO.Path.Combine([s_directory!, .. parts]);
    }

    /// <summary>The names of the files in one of its folders; none where there is none.</summary>
    public static IEnumerable<string> Names(string folder) =>
        s_directory is null ? [] : Directory.GetFiles(System.IO.Path.Combine(s_directory, folder)).Select(static path => System.IO.Path.GetFileName(path)).Order(StringComparer.Ordinal);

    private static string? Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(at.FullName, "Ojo.sln")))
            {
                string path = System.IO.Path.Combine(at.FullName, "..", "shared", "data");
                return Directory.Exists(path) ? path : null;
            }
        }

        return null;
    }
}
