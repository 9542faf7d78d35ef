using System.Text.Json;
using Ojo.Cli.Tests.Support;

namespace Ojo.Cli.Tests;

public sealed class QueryTests : StoreTests
{
    private const string Numbers = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n";

    [Fact]
    public async Task Sql_becomes_a_table() => Assert.Equal(
        "  n  name\n---  -----------\n700  PACKET_SENT\n",
        (await AskAsync("SELECT event_count AS n, name FROM event_types WHERE event_count > 0")).Output);

    [Fact]
    public async Task A_filter_lists_events_in_order_of_time_on_every_page()
    {
        ProgramEnd end = await AskAsync("flow:3", "--format", "json");

        JsonElement[] rows = [.. JsonDocument.Parse(end.Output).RootElement.EnumerateArray()];
        Assert.Equal(["time", "t_ns", "flow", "service", "event", "fields"], rows[0].EnumerateObject().Select(static property => property.Name));
        Assert.Equal(Enumerable.Range(0, 100).Select(static n => n * 7 + 3), rows.Select(static row => row.GetProperty("fields").GetProperty("packet_number").GetInt32()));
        Assert.Equal("2026-01-01T00:00:00.000003000Z", rows[0].GetProperty("time").GetString());
        Assert.Equal(0, end.Code);
    }

    [Theory]
    [InlineData("SELECT 1 UNION ALL SELECT 2", 2)]
    [InlineData("type:PACKET_SENT", SmallStore.Events)]
    [InlineData("flow:3", 100)]
    [InlineData("", SmallStore.Events)]
    public async Task Counts_count_rows_and_events(string query, int count) => Assert.Equal(
        $"[\n{{\"count\":{count}}}\n]\n", (await AskAsync(query, "--count", "--format", "json")).Output);

    [Fact]
    public async Task What_is_wrong_with_sql_is_marked()
    {
        ProgramEnd end = await AskAsync("SELECT 1,\n  foo FROM events");

        Assert.Equal((1, ""), (end.Code, end.Output));
        Assert.EndsWith("    foo FROM events\n    ^~~\n", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_with_a_filter_is_marked()
    {
        ProgramEnd end = await AskAsync("flow:3 tpe:PACKET_SENT");

        Assert.Equal((1, ""), (end.Code, end.Output));
        Assert.EndsWith("  flow:3 tpe:PACKET_SENT\n         ^~~\n", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_in_a_store_controls_the_terminal()
    {
        const string query = "SELECT char(27) || '[31mred' || char(0x202E) AS \"a\u001bb\"";

        string table = (await AskAsync(query)).Output;
        string json = (await AskAsync(query, "--format", "json")).Output;

        Assert.Contains("\\x1B[31mred\\u202E", table, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', table + json);
        Assert.DoesNotContain('\u202e', table + json);
    }

    [Fact]
    public async Task A_spreadsheet_takes_nothing_for_a_formula() => Assert.Equal(
        "a,b,c\r\n'=1+1,-5,\"x,\"\"y\"\"\"\r\n", (await AskAsync("SELECT '=1+1' AS a, -5 AS b, 'x,\"y\"' AS c", "--format", "csv")).Output);

    [Fact]
    public async Task A_million_rows_pass_through_little_memory()
    {
        // 48 MiB of heap: the rows' texts alone would be more.
        using OjoProcess process = new(
            new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = "0x3000000" },
            "query", $"{Numbers} WHERE x < 1000000) SELECT x, 'a text that is there in every row of them all' FROM n", "--db-path", Store.Database, "--format", "csv");
        long lines = 0;
        while (await process.Output.ReadLineAsync() is not null)
        {
            lines++;
        }

        Assert.Equal((0, 1_000_001), ((await process.EndAsync()).Code, lines));
    }

    [Fact]
    public async Task Interrupting_ends_it_with_130()
    {
        using OjoProcess process = new(new Dictionary<string, string>(), "query", $"{Numbers}) SELECT x FROM n", "--db-path", Store.Database, "--format", "csv");
        Assert.Equal("x", await process.Output.ReadLineAsync());

        await process.InterruptAsync();

        ProgramEnd end = await process.EndAsync();
        Assert.Equal((130, "Interrupted.\n"), (end.Code, end.Error));
    }

    [Theory]
    [InlineData("DELETE FROM events")]
    [InlineData("WITH a AS (SELECT 1) DELETE FROM flows")]
    public async Task Nothing_can_be_changed(string statement)
    {
        Assert.Equal(1, (await AskAsync(statement)).Code);
        Assert.Contains("700", (await AskAsync("", "--count")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_is_not_there_is_said_to_be_missing_and_not_made()
    {
        string path = Path.Combine(Store.Root, "none.db");

        ProgramEnd end = await OjoProcess.RunAsync("query", "SELECT 1", "--db-path", path);

        Assert.Equal((1, ""), (end.Code, end.Output));
        Assert.StartsWith("ojo: ", end.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }

    private Task<ProgramEnd> AskAsync(string query, params string[] more) => OjoProcess.RunAsync(["query", query, "--db-path", Store.Database, .. more]);
}
