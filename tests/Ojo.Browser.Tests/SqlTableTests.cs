using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Ojo.Browser.Tests.Support;
using Ojo.Storage.Queries;
using static Microsoft.Playwright.Assertions;

namespace Ojo.Browser.Tests;

/// <summary>What a statement found, as a table, and as a file.</summary>
public sealed class SqlTableTests(ChromiumFixture chromium, TransferStore transfer) : SqlPageTest(chromium, transfer)
{
    private const string FlowsBySize = "SELECT run_id, flow_id, event_count FROM flows ORDER BY event_count DESC, run_id, flow_id";

    [Fact]
    public async Task The_bar_leads_to_it_and_a_statement_shows_what_the_store_holds()
    {
        await OpenAsync(Store, TransferStore.Download);
        await Page.GetByRole(AriaRole.Link, new() { Name = "SQL" }).ClickAsync();
        await Expect(Editor).ToBeFocusedAsync();

        await RunAsync(FlowsBySize);

        IReadOnlyList<FlowRow> flows = [.. Store.Reader.GetFlows(new FlowQuery { Limit = 1000 }).Flows
            .OrderByDescending(static flow => flow.Events).ThenBy(static flow => flow.Flow.RunId).ThenBy(static flow => flow.Flow.FlowId)];
        await Expect(Summary).ToHaveTextAsync(new Regex($"^{flows.Count} rows in "));
        for (int row = 0; row < 8; row++)
        {
            string[] shown = [.. await Row(row).Locator(".sql-cell").AllTextContentsAsync()];
            string[] expected = [Text(flows[row].Flow.RunId), Text(flows[row].Flow.FlowId), Text(flows[row].Events)];
            Assert.Equal(expected, shown);
        }
    }

    [Fact]
    public async Task A_flows_number_leads_to_the_flow_and_Back_to_what_was_found()
    {
        await OpenSqlAsync(FlowsBySize);

        await Row(0).GetByRole(AriaRole.Link).ClickAsync();

        await AddressAsync("**/?flow=1-7");
        await Expect(Plot("packets")).ToBeVisibleAsync();
        await Page.GoBackAsync();
        await Expect(Row(0)).ToBeVisibleAsync();
        await Expect(Editor).ToHaveValueAsync(FlowsBySize);
    }

    [Fact]
    public async Task A_row_that_is_an_event_leads_to_the_event()
    {
        EventRow loss = Events(Store.Reader, TransferStore.Download, null, "PACKET_LOST_TIMEOUT")[0];
        await OpenSqlAsync("SELECT * FROM packet_lost_timeout WHERE run_id = 1 AND flow_id = 7 ORDER BY ts_ns LIMIT 1");

        await Row(0).GetByRole(AriaRole.Link).ClickAsync();

        await AddressAsync($"**/?flow=1-7&event={loss.Id}%40{loss.TNs}");
        await Expect(Page.Locator(".inspected")).ToContainTextAsync("PACKET_LOST_TIMEOUT");
    }

    [Fact]
    public async Task Every_value_stands_there_exactly_and_no_kind_looks_like_another()
    {
        await OpenSqlAsync("SELECT 9223372036854775807 AS large, NULL AS missing, '' AS empty, 'NULL' AS word, x'00ff' AS bytes, 3.0 AS real, '<b>&' AS markup");

        await Expect(Cells).ToHaveTextAsync(["9223372036854775807", "NULL", "", "NULL", "x'00ff'", "3.0", "<b>&"]);
        string[] kinds = [.. await Cells.EvaluateAllAsync<string[]>("cells => cells.map((cell) => /sql-cell-(\\w+)/.exec(cell.className)[1])")];
        Assert.Equal(["number", "null", "text", "text", "blob", "number", "text"], kinds);
        string[] sides = [.. await Cells.EvaluateAllAsync<string[]>("cells => cells.map((cell) => getComputedStyle(cell).textAlign)")];
        Assert.Equal(["right", "start", "start", "start", "start", "right", "start"], sides);
    }

    [Fact]
    public async Task What_a_limit_cuts_off_is_said_and_a_hundred_thousand_rows_are_a_few_elements()
    {
        await OpenSqlAsync("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 200000) SELECT x, x * 2 AS twice FROM n");

        await Expect(Summary).ToContainTextAsync($"the first {Grouped(100_000)} rows");
        await Expect(Page.Locator(".sql-warning")).ToContainTextAsync("There may be more rows");
        await Page.GetByRole(AriaRole.Grid).FocusAsync();
        await Page.Keyboard.PressAsync("Control+End");
        await Expect(Page.Locator(".sql-cell[aria-selected=true]")).ToHaveTextAsync("200000");
        Assert.InRange(await Page.Locator(".sql-row").CountAsync(), 1, 120);
        await Expect(Page.GetByRole(AriaRole.Grid)).ToHaveAttributeAsync("aria-rowcount", "100001");
    }

    [Fact]
    public async Task A_click_on_a_column_sorts_by_number_the_other_way_round_and_back()
    {
        await OpenSqlAsync("VALUES (9), (10), (NULL), (9007199254740993), (9007199254740992)");

        ILocator head = Page.Locator(".sql-sort").First;
        await head.ClickAsync();
        await ExpectColumnAsync("NULL", "9", "10", "9007199254740992", "9007199254740993");
        await Expect(Page.GetByRole(AriaRole.Columnheader).First).ToHaveAttributeAsync("aria-sort", "ascending");
        await head.ClickAsync();
        await ExpectColumnAsync("9007199254740993", "9007199254740992", "10", "9", "NULL");
        await head.ClickAsync();
        await ExpectColumnAsync("9", "10", "NULL", "9007199254740993", "9007199254740992");
    }

    [Fact]
    public async Task A_cell_is_shown_whole_and_copied()
    {
        string text = string.Concat(Enumerable.Repeat("long ", 200)) + "end";
        await OpenSqlAsync($"SELECT '{text}' AS t, 9007199254740993 AS n");

        await Cells.First.ClickAsync();
        await Expect(Page.Locator(".sql-cell-value")).ToHaveTextAsync(text);
        await Page.Keyboard.PressAsync("ArrowRight");
        await Page.GetByRole(AriaRole.Grid).PressAsync("ArrowRight");
        await Expect(Page.Locator(".sql-cell-value")).ToHaveTextAsync("9007199254740993");
        await Page.GetByRole(AriaRole.Grid).PressAsync("Control+c");
        Assert.Equal("9007199254740993", await Page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));
    }

    [Fact]
    public async Task A_column_is_made_wider_by_the_keyboard_and_by_dragging()
    {
        await OpenSqlAsync("SELECT 1 AS a, 2 AS b");
        ILocator grip = Page.GetByRole(AriaRole.Separator, new() { Name = "Width of a" });
        float before = (await Cells.First.BoundingBoxAsync())!.Width;

        await grip.FocusAsync();
        await Page.Keyboard.PressAsync("ArrowRight");
        float wider = (await Cells.First.BoundingBoxAsync())!.Width;
        Assert.True(wider > before);
        LocatorBoundingBoxResult box = (await grip.BoundingBoxAsync())!;
        await Page.Mouse.MoveAsync(box.X + 4, box.Y + 8);
        await Page.Mouse.DownAsync();
        await Page.Mouse.MoveAsync(box.X + 104, box.Y + 8);
        await Page.Mouse.UpAsync();

        Assert.InRange((await Cells.First.BoundingBoxAsync())!.Width, wider + 99, wider + 101);
    }

    [Fact]
    public async Task Rows_are_saved_as_csv_without_formulas_and_as_json_without_loss()
    {
        await OpenSqlAsync("SELECT '=1+1' AS \"@x\", 9007199254740993 AS n, 'Zürich, \"a\"' AS t, NULL AS missing");
        await Expect(Cells.First).ToBeVisibleAsync();

        Assert.Equal("'@x,n,t,missing\r\n'=1+1,9007199254740993,\"Zürich, \"\"a\"\"\",\r\n", await DownloadAsync("CSV", "ojo-result.csv"));
        using JsonDocument json = JsonDocument.Parse(await DownloadAsync("JSON", "ojo-result.json"));
        Assert.Equal("""["=1+1","9007199254740993","Zürich, \"a\"",null]""", json.RootElement.GetProperty("rows")[0].GetRawText());
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    private async Task ExpectColumnAsync(params string[] values)
    {
        for (int row = 0; row < values.Length; row++)
        {
            await Expect(Row(row).Locator(".sql-cell").First).ToHaveTextAsync(values[row]);
        }
    }

    private async Task<string> DownloadAsync(string button, string name)
    {
        IDownload download = await Page.RunAndWaitForDownloadAsync(() => Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync());
        Assert.Equal(name, download.SuggestedFilename);
        return await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
    }
}
