namespace Ojo.Watcher.Directories;

/// <summary>What came of looking at a file.</summary>
internal enum FileOutcome
{
    /// <summary>It is in the store, in the quarantine or gone: unless it changes there is nothing more to do.</summary>
    Done,

    /// <summary>Something keeps it from being taken in; it is to be tried again.</summary>
    Failed,

    /// <summary>Another watcher is at it; if that one dies, it is still to be done.</summary>
    Claimed,
}
