using SQLitePCL;

namespace Ojo.Storage.Tests.Support;

/// <summary>Another program that has a SQLite file open.</summary>
internal sealed class SqlDatabase : IDisposable
{
    private readonly sqlite3 _connection;

    public SqlDatabase(string path)
    {
        Batteries_V2.Init();
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_open(path, out _connection));
    }

    public void Execute(string sql) => Assert.Equal(raw.SQLITE_OK, raw.sqlite3_exec(_connection, sql));

    /// <summary>Executes what SQLite may already refuse by itself.</summary>
    public void TryExecute(string sql) => _ = raw.sqlite3_exec(_connection, sql);

    public void Dispose() => _connection.Dispose();
}
