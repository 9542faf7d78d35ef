using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Ojo.Browser.Tests.Support;
using Ojo.Storage.Queries;
using static Microsoft.Playwright.Assertions;

namespace Ojo.Browser.Tests;

/// <summary>The SQL view: what is typed, what is found, and what is said where something is wrong.</summary>
public sealed class SqlViewTests(ChromiumFixture chromium, TransferStore transfer) : PageTest(chromium)
{
    private const string FlowsBySize = "SELECT run_id, flow_id, event_count FROM flows ORDER BY event_count DESC, run_id, flow_id";

    private ILocator Editor => Page.GetByRole(AriaRole.Combobox, new() { Name = "SQL statement" });

    private ILocator Cells => Page.Locator(".sql-cell");

    private ILocator Summary => Page.Locator(".sql-summary");

    protected override BrowserNewContextOptions ContextOptions => new()
    {
        ViewportSize = new ViewportSize { Width = 1440, Height = 1000 },
        ColorScheme = ColorScheme.Light,
        Permissions = ["clipboard-read", "clipboard-write"],
    };

    [Fact]
    public async Task The_bar_leads_to_it_and_a_statement_shows_what_the_store_holds()
    {
        await OpenAsync(transfer.Store, TransferStore.Download);
        await Page.GetByRole(AriaRole.Link, new() { Name = "SQL" }).ClickAsync();
        await Expect(Editor).ToBeFocusedAsync();

        await RunAsync(FlowsBySize);

        IReadOnlyList<FlowRow> flows = [.. transfer.Store.Reader.GetFlows(new FlowQuery { Limit = 1000 }).Flows
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
        EventRow loss = Events(transfer.Store.Reader, TransferStore.Download, null, "PACKET_LOST_TIMEOUT")[0];
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
    public async Task What_is_at_fault_is_underlined_and_said_below()
    {
        await OpenSqlAsync("");

        await Editor.FillAsync("SELECT flow_id,\n  packets_lst\nFROM flow_summary");
        await Page.Keyboard.PressAsync("Control+Enter");

        await Expect(Page.Locator(".sql-fault")).ToHaveTextAsync("packets_lst");
        await Expect(Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("packets_lst");
        await Expect(Editor).ToHaveAttributeAsync("aria-invalid", "true");
        await Editor.PressSequentiallyAsync(" ");
        await Expect(Page.Locator(".sql-fault")).ToHaveCountAsync(0);
        ForgiveFailedRequests();
    }

    [Fact]
    public async Task The_keyboard_completes_tables_columns_and_functions()
    {
        await OpenSqlAsync("");
        await Expect(Page.Locator(".sql-entry").First).ToBeVisibleAsync();

        await Editor.PressSequentiallyAsync("SELECT coun");
        await Expect(Page.Locator(".sql-proposal").First).ToHaveTextAsync(new Regex("^count\\(\\)"));
        await Page.Keyboard.PressAsync("Tab");
        await Editor.PressSequentiallyAsync("*) FROM cwnd_");
        await Expect(Editor).ToHaveAttributeAsync("aria-expanded", "true");
        await Page.Keyboard.PressAsync("Enter");
        await Editor.PressSequentiallyAsync(" AS w WHERE w.cw");
        ILocator option = Page.Locator(".sql-proposal[aria-selected=true]");
        await Expect(option).ToContainTextAsync("cwnd");
        await Expect(Editor).ToHaveAttributeAsync("aria-activedescendant", (await option.GetAttributeAsync("id"))!);
        await Page.Keyboard.PressAsync("Enter");
        await Editor.PressSequentiallyAsync(" > 0");

        await Expect(Editor).ToHaveValueAsync("SELECT count(*) FROM cwnd_updated AS w WHERE w.cwnd > 0");
        await Page.Keyboard.PressAsync("Control+Enter");
        long windows = transfer.Store.Reader.GetStatistics().Types.Single(static type => type.Name == "CWND_UPDATED").Count;
        await Expect(Cells).ToHaveTextAsync([Text(windows)]);
    }

    [Fact]
    public async Task Escape_closes_proposals_first()
    {
        await OpenSqlAsync("");
        await Editor.PressSequentiallyAsync("SELECT ma");
        await Expect(Editor).ToHaveAttributeAsync("aria-expanded", "true");

        await Page.Keyboard.PressAsync("Escape");

        await Expect(Editor).ToHaveAttributeAsync("aria-expanded", "false");
        await Expect(Page.Locator(".sql-proposal")).ToHaveCountAsync(0);
        await Expect(Editor).ToHaveValueAsync("SELECT ma");
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
    public async Task What_was_run_and_what_was_saved_is_there_after_a_reload()
    {
        await OpenSqlAsync("SELECT 41 + 1 AS answer");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Save…" }).ClickAsync();
        await Expect(Page.GetByLabel("Name for the statement in the editor")).ToBeFocusedAsync();
        await Page.Keyboard.TypeAsync("<i>The answer</i>");
        await Page.Keyboard.PressAsync("Enter");
        await RunAsync("SELECT 7");

        await Page.GotoAsync(new Uri(transfer.Store.Address, "/?sql=").ToString());
        await Expect(Editor).ToHaveValueAsync("SELECT 7");
        await Page.GetByRole(AriaRole.Tab, new() { Name = "History" }).ClickAsync();
        await Expect(Page.Locator(".sql-entry .sql-entry-title")).ToHaveTextAsync(["SELECT 7", "SELECT 41 + 1 AS answer"]);
        await Page.GetByRole(AriaRole.Tab, new() { Name = "Saved" }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "<i>The answer</i>" }).First.ClickAsync();
        await Expect(Cells).ToHaveTextAsync(["42"]);
    }

    [Fact]
    public async Task A_copied_link_opens_the_statement_for_somebody_else()
    {
        await OpenSqlAsync("");
        await Editor.FillAsync("SELECT 'a&b=c #1' AS t -- ü\n");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Copy link" }).ClickAsync();
        await Expect(Page.Locator(".copied")).ToBeVisibleAsync();

        string link = await Page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
        await Page.EvaluateAsync("() => localStorage.clear()");
        await Page.GotoAsync(link);

        await Expect(Cells).ToHaveTextAsync(["a&b=c #1"]);
        await Expect(Editor).ToHaveValueAsync("SELECT 'a&b=c #1' AS t -- ü\n");
    }

    [Fact]
    public async Task Back_brings_the_statement_before()
    {
        await OpenSqlAsync("SELECT 1 AS one");
        await RunAsync("SELECT 2 AS two");
        await Expect(Cells).ToHaveTextAsync(["2"]);

        await Page.GoBackAsync();

        await Expect(Editor).ToHaveValueAsync("SELECT 1 AS one");
        await Expect(Cells).ToHaveTextAsync(["1"]);
    }

    [Fact]
    public async Task Every_example_runs_and_is_about_this_store()
    {
        await OpenSqlAsync("");
        ILocator examples = Page.Locator(".sql-entry .sql-use");
        await Expect(examples.Filter(new() { HasText = "Losses by flow" })).ToBeVisibleAsync();
        await Expect(examples.Filter(new() { HasText = "SNAPSHOT_TAKEN" })).ToBeVisibleAsync();
        int count = await examples.CountAsync();
        for (int i = 0; i < count; i++)
        {
            await examples.Nth(i).ClickAsync();
            await Page.WaitForFunctionAsync("sql => document.querySelector('.sql-text').value === sql && !document.querySelector('.sql-running') && document.querySelector('.sql-row')", await examples.Nth(i).GetAttributeAsync("title"));
            await Expect(Page.Locator(".sql-error")).ToBeHiddenAsync();
        }
    }

    [Fact]
    public async Task The_percentiles_of_the_example_are_those_of_the_store()
    {
        await OpenSqlAsync("");
        await Page.Locator(".sql-use", new() { HasText = "RTT percentiles by flow" }).ClickAsync();
        await Expect(Cells.First).ToBeVisibleAsync();

        double[] samples = [.. Events(transfer.Store.Reader, TransferStore.Download, null, "RTT_UPDATED")
            .Select(static one => (double)(uint)one.Payload).Order()];
        string[] names = [.. await Page.Locator(".sql-column-name").AllTextContentsAsync()];
        ILocator row = Page.Locator(".sql-row", new() { Has = Page.Locator("a[href='/?flow=1-7']") });
        string[] cells = [.. await row.Locator(".sql-cell").AllTextContentsAsync()];
        string Value(string name) => cells[Array.IndexOf(names, name)];
        Assert.Equal(Text(samples.Length), Value("samples"));
        Assert.Equal(Text(samples[0]), Value("min"));
        Assert.Equal(Text(samples[((samples.Length + 1) / 2) - 1]), Value("p50"));
        Assert.Equal(Text(samples[(((samples.Length * 99) + 99) / 100) - 1]), Value("p99"));
        Assert.Equal(Text(samples[^1]), Value("max"));
    }

    [Fact]
    public async Task A_chart_draws_the_columns_that_are_chosen_and_a_click_leads_to_the_row()
    {
        await OpenSqlAsync("SELECT ts_ns, cwnd, cwnd / 2 AS half FROM cwnd_updated WHERE run_id = 1 AND flow_id = 7 ORDER BY ts_ns");
        await Expect(Cells.First).ToBeVisibleAsync();

        await Page.GetByRole(AriaRole.Button, new() { Name = "Chart", Exact = true }).ClickAsync();

        ILocator plot = Page.GetByRole(AriaRole.Img, new() { Name = "Chart of the result" });
        IReadOnlyList<EventRow> windows = Events(transfer.Store.Reader, TransferStore.Download, null, "CWND_UPDATED");
        await Expect(plot).ToHaveAttributeAsync("aria-description", new Regex($"^cwnd from {Grouped((long)windows.Min(static one => one.Payload))} to .*{windows.Count} rows$"));
        await AddressAsync("**&plot=line.0.1.2");
        Assert.True(await InkAsync(plot) > 500);
        await Page.GetByRole(AriaRole.Button, new() { Name = "half" }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "step" }).ClickAsync();
        await AddressAsync("**&plot=step.0.1");

        LocatorBoundingBoxResult box = (await plot.BoundingBoxAsync())!;
        for (float x = 100; x < box.Width && !await Page.Locator(".sql-plot.pointing").IsVisibleAsync(); x += 8)
        {
            await plot.HoverAsync(new() { Position = new Position { X = x, Y = box.Height / 2 } });
        }

        string named = (await Page.Locator(".sql-plot .hover strong").TextContentAsync())!;
        await Page.Mouse.DownAsync();
        await Page.Mouse.UpAsync();
        await Expect(Page.Locator(".sql-cell[aria-selected=true]")).ToHaveTextAsync(named["cwnd ".Length..]);
    }

    [Fact]
    public async Task A_link_to_a_chart_opens_the_chart()
    {
        await Page.GotoAsync(new Uri(transfer.Store.Address, $"/?sql={Uri.EscapeDataString("SELECT name, event_count FROM event_types WHERE event_count > 0")}&plot=bars.0.1").ToString());

        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "bars" })).ToHaveAttributeAsync("aria-pressed", "true");
        Assert.True(await InkAsync(Page.Locator(".sql-plot")) > 500);
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

    [Fact]
    public async Task Names_that_came_in_traces_are_text()
    {
        await OpenSqlAsync("SELECT name, category, description FROM event_types WHERE provider = 'game.netcode'");

        await Expect(Cells.Filter(new() { HasText = CustomEvents.HostileName })).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Tab, new() { Name = "Tables" }).ClickAsync();
        await Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search tables and columns" }).FillAsync("img");
        await Expect(Page.Locator(".sql-table-entry")).Not.ToHaveCountAsync(0);
        Assert.Equal(0, await Page.Locator(".sql img, .sql script").CountAsync());
    }

    [Fact]
    public async Task Tables_are_searched_and_shown()
    {
        await OpenSqlAsync("");
        await Page.GetByRole(AriaRole.Tab, new() { Name = "Tables" }).ClickAsync();

        await Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search tables and columns" }).FillAsync("flow_summ");
        await Page.Locator(".sql-table-entry summary").ClickAsync();
        await Expect(Page.Locator(".sql-column-entry").First).ToContainTextAsync("run_id");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Show its rows" }).ClickAsync();

        await Expect(Summary).ToContainTextAsync($"{transfer.Store.Reader.GetStatistics().Flows} rows");
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    private ILocator Row(int place) => Page.Locator($".sql-row[aria-rowindex='{place + 2}']");

    private async Task OpenSqlAsync(string sql)
    {
        await Page.GotoAsync(new Uri(transfer.Store.Address, $"/?sql={Uri.EscapeDataString(sql)}").ToString());
        await Expect(Editor).ToBeVisibleAsync();
    }

    private async Task RunAsync(string sql)
    {
        await Editor.FillAsync(sql);
        await Page.Keyboard.PressAsync("Control+Enter");
        await Expect(Cells.First).ToBeVisibleAsync();
    }

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

    /// <summary>How many pixels of a chart are neither background nor grid: those with colour.</summary>
    private async Task<int> InkAsync(ILocator plot)
    {
        await Page.WaitForFunctionAsync("() => document.querySelector('.sql-plot canvas')?.width > 0");
        return await plot.Locator("canvas").EvaluateAsync<int>(
            """
            async (canvas) => {
              await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
              const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
              let ink = 0;
              for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 128 && Math.max(data[i], data[i + 1], data[i + 2]) - Math.min(data[i], data[i + 1], data[i + 2]) > 60) ink++;
              return ink;
            }
            """);
    }
}
