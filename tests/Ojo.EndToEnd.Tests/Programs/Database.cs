using Microsoft.Data.Sqlite;

namespace Ojo.EndToEnd.Tests.Programs;

/// <summary>A store as people query it who know nothing but SQLite.</summary>
internal static class Database
{
    static Database() => SQLitePCL.Batteries_V2.Init();

    public static long Count(string path, string sql) => (long)Rows(path, sql).Single()[0];

    public static IReadOnlyList<string> Texts(string path, string sql) => [.. Rows(path, sql).Select(static row => (string)row[0])];

    public static List<object[]> Rows(string path, string sql)
    {
        using SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        List<object[]> rows = [];
        while (reader.Read())
        {
            object[] row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }
}
