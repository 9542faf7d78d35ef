using Ojo.Storage.Sqlite.Reading;
using Ojo.Storage.Sqlite.Verification;
using Ojo.Storage.Sqlite.Writing;
using Ojo.Storage.Verification;

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

    /// <summary>
    /// Reads everything in a store and says what is not as it was written: SQLite's own pages, each file of the ledger, each block's
    /// checksum, and everything that is counted somewhere. Of a store that is a directory, each file. It may be written to at the same time; what is looked at is one instant of it.
    /// </summary>
    /// <exception cref="StoreUnavailableException">There is none, or it cannot even be opened.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static StoreVerdict Verify(string path, CancellationToken cancellation = default) =>
        Directory.Exists(path) ? DirectoryVerification.Run(path, cancellation) : StoreVerification.Run(path, cancellation);
}
