namespace Ojo.Storage.Shards;

/// <summary>Opens stores that are a directory: a SQLite file for each stretch of time, and an index of all.</summary>
public static class ShardedStore
{
    /// <summary>Opens a store to write to, and makes it where there is none.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="span">What one file holds. It may change: files that are there stay as they are.</param>
    /// <param name="isDurable">Whether each call returns only when what it has done, or has found done, is on the disk.</param>
    /// <param name="log">Told in a sentence what a person should know: that a file was damaged and is set aside.</param>
    /// <exception cref="StoreUnavailableException">It cannot be opened or made.</exception>
    public static IStoreWriter OpenWriter(string directory, ShardSpan span, bool isDurable = false, Action<string>? log = null) =>
        new ShardedStoreWriter(directory, span, TimeProvider.System, isDurable, log ?? (static _ => { }));

    /// <summary>Opens a store to read from. It may be written to at the same time.</summary>
    /// <exception cref="StoreUnavailableException">There is none, or it cannot be read.</exception>
    public static IStoreReader OpenReader(string directory) => new ShardedStoreReader(directory);

    /// <summary>Whether there is such a store.</summary>
    public static bool Exists(string directory) => File.Exists(Path.Combine(directory, ShardIndex.FileName));
}
