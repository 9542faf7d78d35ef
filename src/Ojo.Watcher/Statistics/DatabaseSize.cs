namespace Ojo.Watcher.Statistics;

/// <summary>How much room a store takes on the disk, its log included.</summary>
internal static class DatabaseSize
{
    private static readonly string[] s_besides = ["", "-wal", "-journal"];

    /// <returns>Bytes; 0 where there is no store.</returns>
    public static long Of(string path)
    {
        try
        {
            return Directory.Exists(path)
                ? new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(static file => file.Length)
                : s_besides.Select(ending => new FileInfo(path + ending)).Sum(static file => file.Exists ? file.Length : 0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A file went away while it was being looked at.
            return 0;
        }
    }
}
