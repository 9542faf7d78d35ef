using Ojo.Storage.Sqlite.Reading;
using Ojo.Storage.Sqlite.Writing;

namespace Ojo.Storage.Sqlite;

/// <summary>Opens stores that are one SQLite file.</summary>
public static class SqliteStore
{
    /// <summary>Opens a store to write to, and makes it where there is none.</summary>
    /// <param name="path">The store's file.</param>
    /// <param name="isDurable">
    /// Whether each call returns only when what it has done, or has found done, is on the disk: it then outlives a power cut, and
    /// takes the longer for it.
    /// </param>
    /// <exception cref="StoreUnavailableException">It cannot be opened or made.</exception>
    public static IStoreWriter OpenWriter(string path, bool isDurable = false) => new SqliteStoreWriter(path, TimeProvider.System, isDurable);

    /// <summary>Opens a store to read from. It may be written to at the same time.</summary>
    /// <exception cref="StoreUnavailableException">There is none, or it cannot be read.</exception>
    public static IStoreReader OpenReader(string path) => new SqliteStoreReader(path);
}
