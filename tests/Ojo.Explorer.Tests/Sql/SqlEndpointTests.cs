using System.Net;
using System.Text;
using System.Text.Json;
using Ojo.Explorer.Tests.Support;
using Ojo.Format;
using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Tests.Sql;

/// <summary>SQL over HTTP, against a real store.</summary>
public sealed class SqlEndpointTests : TraceStoreTest
{
    private const string Endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n";

    private protected override void Fill(TraceStore store)
    {
        store.Ingest(new TraceRecord(1, 7, 2, 11), new TraceRecord(2, 7, 2, ulong.MaxValue), new TraceRecord(3, 8, 2, 1UL << 60));
    }

    [Fact]
    public async Task Every_value_arrives_exactly()
    {
        JsonElement answer = await AskAsync("SELECT 9007199254740992, 9007199254740993, -9223372036854775807 - 1, 3.0, 0.1, 1e999, -1e999, 'Zürich \"', x'00ff', NULL, CAST(x'ff41' AS TEXT), 1e300");

        Assert.Equal(
            """[9007199254740992,"9007199254740993","-9223372036854775808",3.0,0.1,"Infinity","-Infinity","Zürich \"",{"blob":"00ff"},null,"�A",1E+300]""",
            answer.GetProperty("rows")[0].GetRawText());
        Assert.Equal("""["integer"]["integer"]["integer"]["real"]["real"]["real"]["real"]["text"]["blob"]["null"]["text"]["real"]""", string.Concat(answer.GetProperty("kinds").EnumerateArray().Select(static kind => kind.GetRawText())));
        Assert.Equal((1, JsonValueKind.Null, JsonValueKind.Null), (answer.GetProperty("rowCount").GetInt32(), answer.GetProperty("stopped").ValueKind, answer.GetProperty("problem").ValueKind));
    }

    [Fact]
    public async Task TheStore_is_asked_by_its_names()
    {
        JsonElement answer = await AskAsync("SELECT flow_id, packet_number FROM packet_sent ORDER BY ts_ns");

        Assert.Equal("""[[7,11],[7,"18446744073709551615"],[8,"1152921504606846976"]]""", answer.GetProperty("rows").GetRawText());
        JsonElement tables = await Explorer.GetAsync("/api/query/tables");
        Assert.Contains(tables.GetProperty("tables").EnumerateArray(), static table =>
            table.GetProperty("name").GetString() == "packet_sent" && table.GetProperty("columns").EnumerateArray().Any(static column => column.GetProperty("name").GetString() == "packet_number"));
    }

    [Theory]
    [InlineData("SELECT ?, ?, ?, ?, ?", """[1, 2.5, "x'; --", null, true]""", """[1,2.5,"x'; --",null,1]""")]
    [InlineData("SELECT @a, @b, @c", """{"a": {"integer": "-9223372036854775808"}, "@b": {"blob": "00fF"}, ":c": 18446744073709551615}""", """["-9223372036854775808",{"blob":"00ff"},"18446744073709551615"]""")]
    [InlineData("SELECT 1", "null", "[1]")]
    public async Task Parameters_are_values(string sql, string parameters, string row)
    {
        using HttpResponseMessage response = await Explorer.PostAsync("/api/query", $$"""{"sql": {{JsonSerializer.Serialize(sql)}}, "parameters": {{parameters}}}""");
        JsonElement answer = JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        Assert.Equal(row, answer.GetProperty("rows")[0].GetRawText());
    }

    [Theory]
    [InlineData("""{"sql": "SELECT 1", "limit": 5}""", 400, "bad-request", "limit")]
    [InlineData("""{"sql": 5}""", 400, "bad-request", "sql")]
    [InlineData("""{}""", 400, "bad-request", "sql")]
    [InlineData("""null""", 400, "bad-request", "null")]
    [InlineData("""{"sql": null}""", 400, "", "sql")]
    [InlineData("""not JSON""", 400, "bad-request", "body")]
    [InlineData("""{"sql": "SELECT 1", "maxRows": 0}""", 400, "bad-parameter", "maxRows")]
    [InlineData("""{"sql": "SELECT 1", "from": "yesterday"}""", 400, "bad-parameter", "yesterday")]
    [InlineData("""{"sql": "SELECT ?", "parameters": 5}""", 400, "bad-parameter", "array")]
    [InlineData("""{"sql": "SELECT ?", "parameters": [[1]]}""", 400, "bad-parameter", "value")]
    [InlineData("""{"sql": "SELECT ?", "parameters": [{"blob": "0"}]}""", 400, "bad-parameter", "value")]
    [InlineData("""{"sql": "SELECT ?", "parameters": []}""", 400, "bad-sql", "place 1")]
    [InlineData("""{"sql": ""}""", 400, "bad-sql", "no statement")]
    [InlineData("""{"sql": "SELECT 1; SELECT 2"}""", 400, "bad-sql", "One statement")]
    public async Task A_request_at_fault_is_told_what_to_change(string body, int status, string type, string detail)
    {
        using HttpResponseMessage response = await Explorer.PostAsync("/api/query", body);
        JsonElement problem = await RunningExplorer.ProblemAsync(status, response);

        Assert.Contains(type, problem.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.Contains(detail, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_of_the_statement_says_where_it_is()
    {
        using HttpResponseMessage response = await Explorer.PostAsync("/api/query", """{"sql": "SELECT 'ü',\n  payloda FROM events"}""");
        JsonElement problem = await RunningExplorer.ProblemAsync(400, response);

        Assert.Equal((14, 7), (problem.GetProperty("offset").GetInt32(), problem.GetProperty("length").GetInt32()));
        Assert.Contains("line 2, column 3: no such column: payloda", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INSERT INTO event_types (event_type, name) VALUES (1, 'x')")]
    [InlineData("DROP VIEW events")]
    [InlineData("CREATE TABLE x (y)")]
    [InlineData("ATTACH '{0}/other.db' AS other")]
    [InlineData("VACUUM INTO '{0}/copy.db'")]
    [InlineData("PRAGMA journal_mode = DELETE")]
    [InlineData("SELECT load_extension('{0}/x.so')")]
    [InlineData("SELECT readfile('/etc/passwd')")]
    [InlineData("SELECT writefile('{0}/x', 'y')")]
    [InlineData("SELECT * FROM pragma_database_list")]
    [InlineData("SELECT * FROM ojo_event")]
    public async Task Nobody_writes_attaches_or_reads_elsewhere(string sql)
    {
        await AskAsync("SELECT 1");
        string[] before = [.. Directory.GetFiles(Store.Root).Order()];

        using HttpResponseMessage response = await Explorer.PostAsync(
            "/api/query", JsonSerializer.Serialize(new Dictionary<string, string> { ["sql"] = sql.Replace("{0}", Store.Root, StringComparison.Ordinal) }));
        JsonElement problem = await RunningExplorer.ProblemAsync(400, response);

        Assert.EndsWith("bad-sql", problem.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Store.Root, problem.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles(Store.Root).Order());
        Assert.Equal(3, (await AskAsync("SELECT count(*) FROM events")).GetProperty("rows")[0][0].GetInt32());
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task What_any_page_may_send_is_not_taken(string mediaType)
    {
        using StringContent content = new("""{"sql": "SELECT 1"}""", Encoding.UTF8, mediaType);
        using HttpResponseMessage response = await Explorer.Client.PostAsync(new Uri("/api/query", UriKind.Relative), content, TestContext.Current.CancellationToken);

        Assert.Contains("application/json", (await RunningExplorer.ProblemAsync(415, response)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        using HttpResponseMessage response = await Explorer.PostAsync("/api/query", $$"""{"sql": "SELECT 1 -- {{new string('x', 600_000)}}"}""");

        await RunningExplorer.ProblemAsync(413, response);
    }

    [Fact]
    public async Task Only_POST_asks()
    {
        JsonElement problem = await Explorer.GetProblemAsync(405, "/api/query");

        Assert.Contains("use POST", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limits_end_a_statement_and_the_answer_says_which()
    {
        await using RunningExplorer limited = await RunningExplorer.StartAsync(Store.DatabasePath, static options => options with
        {
            SqlLimits = new SqlLimits { Rows = 5 },
        });
        await using RunningExplorer hasty = await RunningExplorer.StartAsync(Store.DatabasePath, static options => options with
        {
            SqlLimits = new SqlLimits { Time = TimeSpan.FromMilliseconds(1) },
        });

        JsonElement rows = await AskAsync(Endless, limited);
        Assert.Equal((5, "rows"), (rows.GetProperty("rows").GetArrayLength(), rows.GetProperty("stopped").GetString()));
        Assert.Equal("time", (await AskAsync(Endless + " WHERE x < 0", hasty)).GetProperty("stopped").GetString());
        Assert.Equal(2, (await AskAsync(Endless, limited, maxRows: 2)).GetProperty("rowCount").GetInt32());
        Assert.Equal(5, (await AskAsync(Endless, limited, maxRows: 1_000_000)).GetProperty("rowCount").GetInt32());
    }

    [Fact]
    public async Task What_goes_wrong_after_the_first_rows_is_said_at_the_end()
    {
        JsonElement answer = await AskAsync(Endless.Replace("SELECT x FROM n", "SELECT CASE WHEN x < 20000 THEN x ELSE abs(-9223372036854775807 - 1 + x - x) END FROM n", StringComparison.Ordinal));

        Assert.Equal("problem", answer.GetProperty("stopped").GetString());
        Assert.Equal(19_999, answer.GetProperty("rowCount").GetInt32());
        Assert.Contains("integer overflow", answer.GetProperty("problem").GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_arrive_while_the_statement_runs_and_it_ends_when_its_client_leaves()
    {
        using CancellationTokenSource leaving = new();
        TaskCompletionSource<bool> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        FakeStore store = new()
        {
            Sql = (query, sink, cancellation) =>
            {
                using IStoreReader real = OjoStore.OpenReader(Store.DatabasePath);
                try
                {
                    return real.QuerySql(query with { Limits = query.Limits with { Rows = long.MaxValue, Bytes = long.MaxValue, Time = TimeSpan.FromHours(1) } }, sink, cancellation);
                }
                finally
                {
                    ended.SetResult(cancellation.IsCancellationRequested);
                }
            },
        };
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(store);

        using (HttpResponseMessage response = await explorer.PostAsync("/api/query", JsonSerializer.Serialize(new Dictionary<string, string> { ["sql"] = Endless }), leaving.Token))
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            await using Stream body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
            byte[] first = new byte[16];
            await body.ReadExactlyAsync(first, TestContext.Current.CancellationToken);
            Assert.StartsWith("{\"columns\":[", Encoding.UTF8.GetString(first), StringComparison.Ordinal);
        }

        Assert.True(await ended.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task More_statements_at_once_than_may_wait_are_told_to_come_again()
    {
        using ManualResetEventSlim gate = new();
        FakeStore store = new()
        {
            Sql = (query, sink, cancellation) =>
            {
                gate.Wait(cancellation);
                return SampleStore.AnswerSql(query, sink, cancellation);
            },
        };
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(store);
        const string body = """{"sql": "SELECT 1"}""";

        // Eight are answered when the gate opens, whichever they are; the ninth is answered at once, and so are the page's own questions.
        List<Task<HttpResponseMessage>> running = [.. Enumerable.Range(0, 9).Select(_ => explorer.PostAsync("/api/query", body))];
        Task<HttpResponseMessage> first = await Task.WhenAny(running);
        using (HttpResponseMessage refused = await first)
        {
            JsonElement problem = await RunningExplorer.ProblemAsync(503, refused);
            Assert.EndsWith("busy", problem.GetProperty("type").GetString(), StringComparison.Ordinal);
        }

        await explorer.GetAsync("/api/stats");
        gate.Set();
        running.Remove(first);
        foreach (Task<HttpResponseMessage> task in running)
        {
            using HttpResponseMessage response = await task;
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Fact]
    public async Task A_token_is_needed_where_one_is_set()
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(Store.DatabasePath, static options => options with { Token = "secret" });

        using HttpResponseMessage response = await explorer.PostAsync("/api/query", """{"sql": "SELECT 1"}""");

        await RunningExplorer.ProblemAsync(401, response);
    }

    [Fact]
    public async Task Without_aStore_it_says_what_it_waits_for()
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(Path.Combine(Store.Root, "none.db"));

        using HttpResponseMessage response = await explorer.PostAsync("/api/query", """{"sql": "SELECT 1"}""");

        Assert.Contains("Waiting for none.db", (await RunningExplorer.ProblemAsync(503, response)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private async Task<JsonElement> AskAsync(string sql, RunningExplorer? explorer = null, long? maxRows = null)
    {
        string body = JsonSerializer.Serialize(new Dictionary<string, object?> { ["sql"] = sql, ["maxRows"] = maxRows });
        using HttpResponseMessage response = await (explorer ?? Explorer).PostAsync("/api/query", body);
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        return JsonElement.Parse(text);
    }
}
