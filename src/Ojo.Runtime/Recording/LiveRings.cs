namespace Ojo.Recording;

/// <summary>The ring files of this process's own tracers.</summary>
/// <remarks>
/// On some network file systems locks are the process's and not the open file's: a salvager would be given the lock of its own
/// process's ring, and would take it away from the tracer when it closes the file.
/// </remarks>
internal static class LiveRings
{
    private static readonly Lock s_lock = new();
    private static readonly HashSet<string> s_paths = [];

    public static void Add(string path)
    {
        lock (s_lock)
        {
            s_paths.Add(Path.GetFullPath(path));
        }
    }

    public static void Remove(string path)
    {
        lock (s_lock)
        {
            s_paths.Remove(Path.GetFullPath(path));
        }
    }

    public static bool Contains(string path)
    {
        lock (s_lock)
        {
            return s_paths.Contains(Path.GetFullPath(path));
        }
    }
}
