using SQLitePCL;
using Db = SQLitePCL.raw;

namespace Ojo.Storage.Sqlite;

/// <summary>A connection to a store's file, set up for writing or for reading. For one thread at a time.</summary>
internal sealed class StoreConnection : IDisposable
{
    static StoreConnection() => Batteries_V2.Init();

    private StoreConnection(string fileName, int flags, string? fileSystem = null)
    {
        // One thread at a time is promised above, so SQLite need not lock each call: a tenth of the time of an insert.
        int code = Db.sqlite3_open_v2(fileName, out sqlite3 handle, flags | Db.SQLITE_OPEN_NOMUTEX, fileSystem);
        Handle = handle;
        if (code != Db.SQLITE_OK)
        {
            using (handle)
            {
                SqliteErrors.Throw(code, handle);
            }
        }
    }

    // SQLITE_FCNTL_HAS_MOVED of sqlite3.h.
    private const int HasMovedQuestion = 20;

    public sqlite3 Handle { get; }

    /// <summary>Whether the file has another name by now, or none: what is written here would not be found where it was asked for.</summary>
    public bool HasMoved => NativeCalls.FileControl(Handle.DangerousGetHandle(), HasMovedQuestion) is > 0;

    /// <summary>Opens a store to write to; makes it, or brings it up to date, where needed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isDurable">Whether each transaction waits for the disk.</param>
    public static StoreConnection OpenToWrite(string path, bool isDurable = false) => At(path, fullPath =>
    {
        var connection = new StoreConnection(fullPath, Db.SQLITE_OPEN_READWRITE | Db.SQLITE_OPEN_CREATE);
        return SetUp(connection, () =>
        {
            connection.Execute("PRAGMA busy_timeout = 5000");

            // So that pages which are not needed any more can be given back; it can be said of an empty file only.
            if (connection.Pragma("page_count") == 0)
            {
                connection.Execute("PRAGMA auto_vacuum = INCREMENTAL");
            }

            // The page cache is what a writer's memory mostly is: enough for the trees of flows and summaries of a big file.
            connection.Execute("""
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = NORMAL;
                PRAGMA cache_size = -8192;
                PRAGMA temp_store = MEMORY;
                PRAGMA journal_size_limit = 67108864;
                """);
            if (isDurable)
            {
                connection.Execute("PRAGMA synchronous = FULL");
            }

            Migrations.Apply(connection);
        });
    });

    /// <summary>Opens a store to read from.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fileSystem">What SQLite is to open files with; null: what it opens them with by itself.</param>
    public static StoreConnection OpenToRead(string path, string? fileSystem = null)
    {
        if (!File.Exists(path))
        {
            throw new StoreUnavailableException($"There is no store at {path}.");
        }

        try
        {
            return OpenToRead(path, fullPath => new StoreConnection(fullPath, Db.SQLITE_OPEN_READONLY, fileSystem));
        }
        catch (StoreUnavailableException) when (!File.Exists(path + "-wal"))
        {
            return OpenToReadImmutable(path, fileSystem);
        }
    }

    /// <summary>
    /// Opens a store on a medium that cannot be written to: there is nowhere to keep a reader's lock, and nobody to be
    /// kept out.
    /// </summary>
    public static StoreConnection OpenToReadImmutable(string path, string? fileSystem = null) => OpenToRead(path, fullPath => new StoreConnection(
        new Uri(fullPath).AbsoluteUri + "?immutable=1", Db.SQLITE_OPEN_READONLY | Db.SQLITE_OPEN_URI, fileSystem));

    /// <summary>The number that a pragma says; 0 where it says nothing.</summary>
    public long Pragma(string name)
    {
        using var statement = new Statement(Handle, "PRAGMA " + name);
        return statement.Scalar() ?? 0;
    }

    public void Execute(string sql) => SqliteErrors.Check(Db.sqlite3_exec(Handle, sql), Handle);

    public void Dispose() => Handle.Dispose();

    private static StoreConnection OpenToRead(string path, Func<string, StoreConnection> open) => At(path, fullPath =>
    {
        StoreConnection connection = open(fullPath);
        return SetUp(connection, () =>
        {
            // Most of what is read is read once, and the system keeps it anyway: a larger cache is memory for each connection and little time.
            connection.Execute("""
                PRAGMA busy_timeout = 5000;
                PRAGMA query_only = 1;
                PRAGMA cache_size = -2048;
                PRAGMA temp_store = MEMORY;
                """);
            Migrations.Require(connection);
        });
    });

    private static StoreConnection SetUp(StoreConnection connection, Action setUp)
    {
        try
        {
            setUp();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static StoreConnection At(string path, Func<string, StoreConnection> open)
    {
        try
        {
            return open(Path.GetFullPath(path));
        }
        catch (StoreUnavailableException exception)
        {
            throw new StoreUnavailableException($"{path}: {exception.Message}", exception) { IsPermanent = exception.IsPermanent, IsDamaged = exception.IsDamaged };
        }
    }
}
