namespace Ojo.Watcher;

/// <summary>What becomes of a trace file once its events are in the store.</summary>
public enum AfterCommit
{
    /// <summary>It stays where it is.</summary>
    Keep,

    /// <summary>It is moved to the archive, where it has the name and the subdirectory that it had.</summary>
    Archive,

    /// <summary>It is deleted. The store then waits for the disk with each file, so that a power cut loses nothing either.</summary>
    Delete,
}
