using Ojo.Storage.Queries;
using Ojo.Storage.Tests.Support;

namespace Ojo.Storage.Tests.Contract;

/// <summary>What any store's SQL answers, refuses and ends.</summary>
public abstract class SqlContract : StoreContract
{
    private const string Endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n";

    [Fact]
    public void Values_of_every_kind_are_shown_exactly()
    {
        var rows = new RowList();
        SqlResult result = Reader.QuerySql(
            new SqlQuery { Text = "SELECT 9223372036854775807 AS a, -9223372036854775807 - 1 AS b, 0.1 AS c, 'Zürich' AS d, x'00ff' AS e, NULL AS f, 1e999 AS g, 'x' || char(0) || 'y' AS a" }, rows);

        Assert.Equal(["a", "b", "c", "d", "e", "f", "g", "a"], rows.Columns.Select(column => column.Name));
        Assert.Equal([long.MaxValue, long.MinValue, 0.1, "Zürich", new byte[] { 0, 255 }, null, double.PositiveInfinity, "x\0y"], Assert.Single(rows.Rows));
        Assert.Equal(
            [SqlKinds.Integer, SqlKinds.Integer, SqlKinds.Real, SqlKinds.Text, SqlKinds.Blob, SqlKinds.Null, SqlKinds.Real, SqlKinds.Text], result.Kinds);
        Assert.Equal((1, 8 + 8 + 8 + 7 + 2 + 8 + 3, SqlLimit.None), (result.Rows, result.Bytes, result.Stopped));
        Assert.Empty(result.Missing);
    }

    [Fact]
    public void Events_are_selected_from_the_view_of_their_type()
    {
        Ingest(new TraceFileBuilder().Add(1, 7, 2, 11).Add(2, 7, 2, ulong.MaxValue).Add(3, 8, 2, 12).Add(4, 7, 3, 13));

        Assert.Equal([[11L, 1000L], ["18446744073709551615", 2000L]], Reader.Rows("SELECT packet_number, ts_ns FROM packet_sent WHERE flow_id = 7 ORDER BY ts_ns"));
        Assert.Equal(4L, Reader.Value("SELECT count(*) FROM events"));
        Assert.Equal([[7L, 3L], [8L, 1L]], Reader.Rows("SELECT flow_id, event_count FROM flows ORDER BY 1"));
    }

    [Fact]
    public void Every_name_that_is_listed_can_be_selected_from()
    {
        Ingest(new TraceFileBuilder().Add(1, 7, 2, 11));
        IReadOnlyList<SqlTable> tables = Reader.GetSqlTables();

        Assert.Contains("packet_number", Assert.Single(tables, table => table.Name == "packet_sent").Columns.Select(column => column.Name));
        Assert.Superset(
            new HashSet<string> { "events", "event_types", "event_fields", "flows", "runs", "files", "gaps", "flow_summary", "packets" },
            tables.Select(table => table.Name).ToHashSet());
        Assert.All(tables, table =>
        {
            var rows = new RowList();
            Reader.QuerySql(new SqlQuery { Text = $"SELECT * FROM \"{table.Name}\"" }, rows);
            Assert.Equal(table.Columns.Select(column => column.Name), rows.Columns.Select(column => column.Name));
        });
    }

    [Fact]
    public void A_column_says_the_type_that_it_was_declared_with()
    {
        var rows = new RowList();
        Reader.QuerySql(new SqlQuery { Text = "SELECT run_id, 1 + 1 FROM runs" }, rows);

        Assert.Equal(["INTEGER", null], rows.Columns.Select(column => column.DeclaredType));
    }

    [Fact]
    public void Parameters_are_values_whatever_is_in_them()
    {
        Assert.Equal(
            [1L, 2.5, "'; DROP TABLE x; --", new byte[] { 1 }, null, "18446744073709551615", 1L],
            Assert.Single(Reader.Rows("SELECT ?, ?, ?, ?, ?, ?, ?", 1, 2.5, "'; DROP TABLE x; --", new byte[] { 1 }, null, ulong.MaxValue, true)));

        var rows = new RowList();
        Reader.QuerySql(new SqlQuery { Text = "SELECT @a, :b, $a", Named = new Dictionary<string, object?> { ["a"] = 1L, ["b"] = "x" } }, rows);
        Assert.Equal([1L, "x", 1L], Assert.Single(rows.Rows));
    }

    [Theory]
    [InlineData("SELECT ?, ?", "in place 2")]
    [InlineData("SELECT 1", "a place for 0")]
    [InlineData("SELECT ?, @name", "@name has no value")]
    public void A_parameter_without_a_value_and_a_value_without_a_parameter_are_refused(string sql, string explanation)
    {
        StoreSqlException fault = Assert.Throws<StoreSqlException>(() => Reader.QuerySql(new SqlQuery { Text = sql, Positional = [1L] }, new RowList()));
        Assert.Contains(explanation, fault.Message, StringComparison.Ordinal);

        fault = Assert.Throws<StoreSqlException>(() =>
            Reader.QuerySql(new SqlQuery { Text = "SELECT 1", Named = new Dictionary<string, object?> { ["limit"] = 1L } }, new RowList()));
        Assert.Contains("limit, which the statement does not have", fault.Message, StringComparison.Ordinal);

        fault = Assert.Throws<StoreSqlException>(() => Reader.QuerySql(new SqlQuery { Text = "SELECT ?", Positional = [new object()] }, new RowList()));
        Assert.Contains("cannot be a Object", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_are_shown_up_to_the_limit_and_the_answer_says_so()
    {
        var rows = new RowList();
        SqlResult result = Reader.QuerySql(new SqlQuery { Text = Endless, Limits = new SqlLimits { Rows = 1000 } }, rows);

        Assert.Equal((1000, SqlLimit.Rows, 1000), (result.Rows, result.Stopped, rows.Rows.Count));
        Assert.Equal(SqlLimit.None, Reader.Ask(Endless + " LIMIT 1000", new SqlLimits { Rows = 1000 }).Stopped);
    }

    [Fact]
    public void Bytes_are_shown_up_to_the_limit_and_the_answer_says_so()
    {
        SqlResult result = Reader.Ask("WITH RECURSIVE n(x) AS (SELECT 'ten bytes!' UNION ALL SELECT x FROM n) SELECT x FROM n", new SqlLimits { Bytes = 105 });

        Assert.Equal((10, 100, SqlLimit.Bytes), (result.Rows, result.Bytes, result.Stopped));
    }

    [Theory]
    [InlineData(Endless + " WHERE x < 0")]
    [InlineData("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n")]
    public void Time_that_is_up_ends_a_statement_and_the_answer_says_so(string sql) =>
        Assert.Equal((0, SqlLimit.Time), Reader.Ask(sql, new SqlLimits { Time = TimeSpan.FromMilliseconds(50) }) is var result ? (result.Rows, result.Stopped) : default);

    [Fact]
    public void Time_that_is_up_at_once_is_said_too()
    {
        var rows = new RowList();

        SqlResult result = Reader.QuerySql(new SqlQuery { Text = Endless, Limits = new SqlLimits { Time = TimeSpan.FromTicks(1) } }, rows);

        Assert.Equal((SqlLimit.Time, result.Rows), (result.Stopped, rows.Rows.Count));
    }

    [Fact]
    public void A_sink_may_have_seen_enough()
    {
        var rows = new RowList { OnRow = static count => count < 3 };

        SqlResult result = Reader.QuerySql(new SqlQuery { Text = Endless }, rows);

        Assert.Equal((3, SqlLimit.Sink), (result.Rows, result.Stopped));
    }

    [Fact]
    public void A_statement_that_is_cancelled_stops()
    {
        using var cancellation = new CancellationTokenSource();
        var rows = new RowList
        {
            OnRow = count =>
            {
                if (count == 5)
                {
                    cancellation.Cancel();
                }

                return true;
            },
        };

        Assert.ThrowsAny<OperationCanceledException>(() => Reader.QuerySql(new SqlQuery { Text = Endless }, rows, cancellation.Token));
        Assert.Equal(5, rows.Rows.Count);
        Assert.ThrowsAny<OperationCanceledException>(() => Reader.QuerySql(new SqlQuery { Text = "SELECT 1" }, rows, cancellation.Token));
    }

    [Fact]
    public async Task A_statement_that_computes_is_cancelled_from_elsewhere()
    {
        using var cancellation = new CancellationTokenSource();
        var begun = new TaskCompletionSource();
        var rows = new RowList
        {
            OnRow = count =>
            {
                begun.TrySetResult();
                return true;
            },
        };

        // The first row comes at once, and then none ever again.
        Task running = Task.Run(
            () => Reader.QuerySql(new SqlQuery { Text = Endless + " WHERE x = 1", Limits = new SqlLimits { Time = TimeSpan.FromHours(1) } }, rows, cancellation.Token), CancellationToken.None);
        await begun.Task;
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n-- nothing")]
    [InlineData(";;")]
    public void Nothing_is_no_statement(string sql) => Assert.Contains("There is no statement", Reader.Refused(sql).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("SELECT 1; SELECT 2", 10)]
    [InlineData("SELECT 1;\n;DROP VIEW events", 11)]
    [InlineData("SELECT 'ü'; nonsense", 12)]
    public void A_second_statement_is_refused_where_it_begins(string sql, int offset)
    {
        StoreSqlException fault = Reader.Refused(sql);

        Assert.Contains("One statement is run at a time", fault.Message, StringComparison.Ordinal);
        Assert.Equal((offset, sql.Length - offset), (fault.Offset, fault.Length));
    }

    [Theory]
    [InlineData("SELECT 1;")]
    [InlineData("SELECT 1; -- that is all\n /* really */ ; ")]
    [InlineData("/* first */ ; SELECT 1")]
    public void Comments_and_semicolons_are_no_statements(string sql) => Assert.Equal(1L, Reader.Value(sql));

    [Theory]
    [InlineData("SELECT 'ü' FRM\n  events x", "events", "near")]
    [InlineData("SELECT a, FROM b", "FROM", "near")]
    [InlineData("SELECT flow_id,\n  payloda FROM events", "payloda", "line 2, column 3")]
    [InlineData("SELECT 'absent', e.absent FROM events e", "e.absent", "line 1, column 18")]
    [InlineData("SELECT 1 FROM evnts -- evnts", "evnts", "no such table")]
    [InlineData("SELECT frobnicate(1)", "frobnicate", "no such function")]
    [InlineData("SELECT # 1", "#", "unrecognized token")]
    [InlineData("SELECT (1", "", "incomplete input")]
    public void An_error_says_where_it_is(string sql, string word, string explanation)
    {
        StoreSqlException fault = Reader.Refused(sql);

        Assert.True(fault.Message.Contains(explanation, StringComparison.Ordinal), fault.Message);
        Assert.Equal(word, sql.Substring(fault.Offset!.Value, fault.Length));
        Assert.Equal(word.Length == 0 ? sql.Length : sql.IndexOf(word, StringComparison.Ordinal), fault.Offset);
    }

    [Fact]
    public void A_statement_that_fails_on_its_way_says_so()
    {
        var rows = new RowList();

        StoreSqlException fault = Assert.Throws<StoreSqlException>(() =>
            Reader.QuerySql(new SqlQuery { Text = "SELECT 1 UNION ALL SELECT abs(-9223372036854775807 - x) FROM (SELECT 1 AS x)" }, rows));

        Assert.Contains("integer overflow", fault.Message, StringComparison.Ordinal);
        Assert.Single(rows.Rows);
    }

    [Theory]
    [InlineData("INSERT INTO event_types (event_type, name) VALUES (1, 'x')")]
    [InlineData("UPDATE runs SET service = 'x'")]
    [InlineData("DELETE FROM events")]
    [InlineData("WITH x AS (SELECT 1) DELETE FROM events")]
    [InlineData("REPLACE INTO flows VALUES (1)")]
    [InlineData("DROP VIEW events")]
    [InlineData("CREATE TABLE x (y)")]
    [InlineData("CREATE TEMP TABLE x AS SELECT 1")]
    [InlineData("CREATE VIEW x AS SELECT 1")]
    [InlineData("CREATE TEMP TRIGGER x AFTER INSERT ON events BEGIN SELECT 1; END")]
    [InlineData("ALTER TABLE events RENAME TO x")]
    [InlineData("BEGIN IMMEDIATE")]
    [InlineData("COMMIT")]
    [InlineData("EXPLAIN DELETE FROM events")]
    public void Whatever_would_write_is_refused(string sql)
    {
        Ingest(new TraceFileBuilder().Add(1, 7, 2, 11));

        Assert.NotEqual("", Reader.Refused(sql).Message);
        Assert.Equal(1L, Reader.Value("SELECT count(*) FROM events"));
    }

    [Fact]
    public void A_statement_has_a_length()
    {
        Assert.Contains("65536 are the most", Reader.Refused("SELECT 1 -- " + new string('x', SqlQuery.MostCharacters)).Message, StringComparison.Ordinal);
        Assert.Equal(8, Reader.Refused("SELECT 1\0").Offset);
    }

    [Fact]
    public async Task Many_ask_at_once()
    {
        Ingest(new TraceFileBuilder().Add(1, 7, 2, 11).Add(2, 7, 2, 12));
        IStoreReader reader = Reader;

        object?[] answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(n => Task.Run(
            () => reader.Value("SELECT sum(packet_number) + ? FROM packet_sent", (long)n), TestContext.Current.CancellationToken)));

        Assert.Equal(Enumerable.Range(23, 16).Select(n => (object?)(long)n), answers);
    }
}
