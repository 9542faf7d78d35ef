namespace Ojo.Watcher.Directories;

/// <summary>Where a test can look at what a watcher has done so far, or end its process.</summary>
internal static class WatcherSteps
{
    /// <summary>Called at each step of every watcher of the process.</summary>
    public static Action<WatcherStep>? Hook { get; set; }

    public static void Reach(WatcherStep step) => Hook?.Invoke(step);
}
