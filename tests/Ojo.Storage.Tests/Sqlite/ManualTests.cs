using System.Text.RegularExpressions;
using Ojo.Storage.Sqlite;
using Ojo.Storage.Tests.Contract;
using Ojo.Storage.Tests.Support;

namespace Ojo.Storage.Tests.Sqlite;

/// <summary>docs/STORE.md, held to what is so.</summary>
public sealed class ManualTests : StoreContract
{
    private static readonly string s_manual = File.ReadAllText(FindManual());

    private string Database => Path.Combine(Directory, "store.db");

    protected override IStoreWriter OpenWriter() => SqliteStore.OpenWriter(Database);

    protected override IStoreReader OpenReader() => SqliteStore.OpenReader(Database);

    [Fact]
    public void Every_example_runs()
    {
        Ingest(new TraceFileBuilder()
            .Add(1, 7, 0x300, 12_000).Add(2, 7, 0x002, 1).Add(3, 7, 0x004, 1).Add(4, 7, 0x003, 2).Add(5, 9, 0x101, 7).Add(6, 7, 0x7777, 7));
        using var shell = new SqlShell(Database);
        MatchCollection blocks = Regex.Matches(s_manual, "```sql\n(.*?)```", RegexOptions.Singleline);
        string[] statements = [.. blocks.SelectMany(block => block.Groups[1].Value.Split(';')).Where(text => text.Trim().Length > 0)];

        Assert.True(statements.Length >= 5);
        Assert.All(statements, sql => shell.Query(sql));
        Assert.Contains(shell.Query(statements[2]), row => row[2] is 12_000L);
    }

    [Fact]
    public void Every_view_has_the_columns_that_the_manual_says_and_no_others()
    {
        _ = Writer;
        using var shell = new SqlShell(Database);
        MatchCollection rows = Regex.Matches(s_manual, @"^\| `(\w+)` \| `([^`]+)` \|", RegexOptions.Multiline);

        Assert.Equal(14, rows.Count);
        foreach (Match row in rows)
        {
            Assert.Equal(
                row.Groups[2].Value.Split(", "),
                shell.Query($"SELECT name FROM pragma_table_info('{row.Groups[1].Value}')").Select(column => (string)column[0]!));
        }
    }

    [Fact]
    public void Every_view_that_belongs_to_no_event_type_is_in_the_manual()
    {
        _ = Writer;
        using var shell = new SqlShell(Database);
        foreach (object?[] view in shell.Query("""
            SELECT name FROM sqlite_master WHERE type = 'view' AND name NOT IN (SELECT view_name FROM event_types WHERE view_name IS NOT NULL)
            """))
        {
            Assert.Contains($"| `{view[0]}` |", s_manual, StringComparison.Ordinal);
        }
    }

    private static string FindManual()
    {
        for (DirectoryInfo? directory = new(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            string path = Path.Combine(directory.FullName, "docs", "STORE.md");
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new FileNotFoundException("docs/STORE.md is not above the tests.");
    }
}
