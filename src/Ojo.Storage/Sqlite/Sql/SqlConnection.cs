using Ojo.Storage.Queries;
using SQLitePCL;
using Db = SQLitePCL.raw;

namespace Ojo.Storage.Sqlite.Sql;

/// <summary>
/// A connection for one statement that somebody else has written. First the store's files are opened and views made over them,
/// then it is sealed: from there on it can read what is open, and nothing else.
/// </summary>
internal sealed class SqlConnection : IDisposable
{
    // sqlite3.h: SQLITE_DBCONFIG_….
    private const int EnableTrigger = 1003;
    private const int EnableTokenizer = 1004;
    private const int EnableLoadExtension = 1005;
    private const int NoCheckpointOnClose = 1006;
    private const int Defensive = 1010;
    private const int WritableSchema = 1011;
    private const int DoubleQuotedText = 1013;
    private const int TrustedSchema = 1017;

    // sqlite3.h: SQLITE_LIMIT_…, and what a statement of a person needs at the most.
    private static readonly (int Limit, int Most)[] s_limits =
    [
        (0, MostValueBytes),
        (2, 1000),      // columns
        (3, 500),       // depth of an expression
        (4, 200),       // parts of a compound SELECT
        (5, 1_000_000), // steps of the program that it is compiled to
        (6, 127),       // arguments of a function
        (7, 0),         // attached files
        (8, 256),       // bytes of a LIKE pattern: its time grows with the product of pattern and text
        (9, 1000),      // parameters
        (10, 0),        // depth of triggers
        (11, 0),        // threads beside ours
    ];

    private readonly StoreConnection _connection;
    private readonly SqlWatch _watch;

    /// <summary>The most bytes that one value may have.</summary>
    public const int MostValueBytes = 1 << 20;

    /// <summary>Opens a store's file.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be read.</exception>
    public SqlConnection(string path, SqlWatch watch)
    {
        _watch = watch;
        _connection = StoreConnection.OpenToRead(path, SqlFileSystem.Name);
        try
        {
            watch.Begin(Handle);
            foreach ((int option, int value) in ((int, int)[])
                [
                    (EnableTrigger, 0), (EnableTokenizer, 0), (EnableLoadExtension, 0), (NoCheckpointOnClose, 1), (Defensive, 1),
                    (WritableSchema, 0), (DoubleQuotedText, 0), (TrustedSchema, 0),
                ])
            {
                SqliteErrors.Check(Db.sqlite3_db_config(Handle, option, value, out _), Handle);
            }

            // What does not fit into a cache goes to a file where files are counted, and else stays in memory, which is.
            _connection.Execute($"PRAGMA temp_store = {(SqlFileSystem.Name is null ? "MEMORY" : "FILE")}; PRAGMA cache_size = -4096");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public sqlite3 Handle => _connection.Handle;

    /// <summary>Opens another file of the store beside the first.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be read.</exception>
    public void Attach(string path, string schema)
    {
        if (!File.Exists(path))
        {
            throw new StoreUnavailableException("The file is not there.");
        }

        // It is opened as the first file was: to be read.
        using (var attach = new Statement(Handle, $"ATTACH ?1 AS {SqlText.Name(schema)}"))
        {
            attach.Bind(1, Path.GetFullPath(path)).Execute();
        }

        try
        {
            _connection.Execute($"PRAGMA {SqlText.Name(schema)}.cache_size = -2048");
            RequireVersion(schema);
        }
        catch
        {
            Detach(schema);
            throw;
        }
    }

    public void Detach(string schema) => _connection.Execute($"DETACH {SqlText.Name(schema)}");

    /// <summary>From here on the store stands still for this connection.</summary>
    public void BeginReading() => _connection.Execute("BEGIN");

    public void EndReading() => _connection.Execute("COMMIT");

    /// <summary>Makes a view that hides what the store's files have of the name.</summary>
    public void CreateView(string name, string select)
    {
        _connection.Execute("PRAGMA query_only = 0");
        _connection.Execute($"CREATE TEMP VIEW {SqlText.Name(name)} AS {select}");
        _connection.Execute("PRAGMA query_only = 1");
    }

    /// <summary>Runs a statement that somebody else has written.</summary>
    /// <exception cref="StoreSqlException">It cannot be run.</exception>
    public SqlResult Run(SqlQuery query, ISqlSink sink)
    {
        var guard = new SqlGuard(ReadTables());

        // A table that is a function is declared when it is first met, which looks like making one.
        _connection.Execute("SELECT 1 FROM json_each('[]'), json_tree('[]')");
        BoundedFunctions.Register(Handle);
        guard.Watch(Handle);
        foreach ((int limit, int most) in s_limits)
        {
            _ = Db.sqlite3_limit(Handle, limit, most);
        }

        _watch.Files.Seal();
        using var execution = new SqlExecution(Handle, guard, _watch, query);
        return execution.Run(sink);
    }

    public void Dispose()
    {
        _watch.End();
        _connection.Dispose();
    }

    private void RequireVersion(string schema)
    {
        using var version = new Statement(Handle, $"PRAGMA {SqlText.Name(schema)}.user_version");
        if (version.Scalar() is not long number || number != Migrations.CurrentVersion)
        {
            throw new StoreUnavailableException("It has another store version than the index. Run ojo-watcher on the store once.");
        }
    }

    /// <summary>The names of all tables and views. Reads each file's schema, so that none is read later.</summary>
    private HashSet<string> ReadTables()
    {
        var tables = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (string schema in SchemaNames())
        {
            string master = schema == "temp" ? "sqlite_temp_master" : SqlText.Name(schema) + ".sqlite_master";
            using var rows = new Statement(Handle, $"SELECT name, type = 'table' AND rootpage = 0 FROM {master} WHERE type IN ('table', 'view')");
            while (rows.Step())
            {
                if (rows.Int64(1) != 0)
                {
                    // Code of an extension would run on whatever bytes the file has.
                    throw new StoreUnavailableException($"The store has a virtual table, {rows.Text(0)}, which no store of ours has: SQL is not run on it.") { IsPermanent = true };
                }

                tables.Add(rows.Text(0));
            }
        }

        return tables;
    }

    private List<string> SchemaNames()
    {
        using var rows = new Statement(Handle, "PRAGMA database_list");
        var names = new List<string>();
        while (rows.Step())
        {
            names.Add(rows.Text(1));
        }

        return names;
    }
}
