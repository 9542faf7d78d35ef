using Microsoft.Data.Sqlite;

namespace Ojo.Storage.Sqlite;

/// <summary>Opens connections to a store's file, set up for writing or for reading.</summary>
internal static class SqliteConnections
{
    static SqliteConnections() => SQLitePCL.Batteries_V2.Init();

    /// <summary>Opens a store to write to; makes it, or brings it up to date, where needed.</summary>
    public static SqliteConnection OpenToWrite(string path)
    {
        SqliteConnection connection = Open(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            // The page cache is what a writer's memory mostly is: enough for the flow and summary trees of one big file.
            Execute(connection, """
                PRAGMA busy_timeout = 5000;
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = NORMAL;
                PRAGMA cache_size = -24576;
                PRAGMA temp_store = MEMORY;
                PRAGMA journal_size_limit = 67108864;
                """);
            Migrations.Apply(connection, path);
            return connection;
        }
        catch (SqliteException exception)
        {
            connection.Dispose();
            throw At(path, SqliteErrors.Translate(exception));
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens a store to read from.</summary>
    public static SqliteConnection OpenToRead(string path)
    {
        if (!File.Exists(path))
        {
            throw new StoreUnavailableException($"There is no store at {path}.");
        }

        SqliteConnection connection = Open(path, SqliteOpenMode.ReadOnly);
        try
        {
            Execute(connection, """
                PRAGMA busy_timeout = 5000;
                PRAGMA query_only = 1;
                PRAGMA cache_size = -8192;
                PRAGMA temp_store = MEMORY;
                """);
            Migrations.Require(connection, path);
            return connection;
        }
        catch (SqliteException exception)
        {
            connection.Dispose();
            throw At(path, SqliteErrors.Translate(exception));
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // Every caller's text is a constant, or quotes what it was given (SqlText).
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
        }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch (SqliteException exception)
        {
            connection.Dispose();
            throw At(path, SqliteErrors.Translate(exception));
        }
    }

    private static Exception At(string path, Exception exception) => exception is StoreUnavailableException unavailable
        ? new StoreUnavailableException($"{path}: {exception.Message}", exception) { IsPermanent = unavailable.IsPermanent }
        : exception;
}
