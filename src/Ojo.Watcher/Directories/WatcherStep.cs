namespace Ojo.Watcher.Directories;

/// <summary>Where a watcher may die, as tests make it do.</summary>
internal enum WatcherStep
{
    Listed,
    Claimed,
    Committed,
    Archived,
    BeforeDelete,
    Deleted,
    ReasonBegun,
    ReasonWritten,
    Quarantined,
    StoreMoved,
}
