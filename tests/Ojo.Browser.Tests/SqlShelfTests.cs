using System.Globalization;
using Microsoft.Playwright;
using Ojo.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ojo.Browser.Tests;

/// <summary>What stands beside the editor: examples, what was saved and run, and the tables.</summary>
public sealed class SqlShelfTests(ChromiumFixture chromium, TransferStore transfer) : SqlPageTest(chromium, transfer)
{
    [Fact]
    public async Task What_was_run_and_what_was_saved_is_there_after_a_reload()
    {
        await OpenSqlAsync("SELECT 41 + 1 AS answer");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Save…" }).ClickAsync();
        await Expect(Page.GetByLabel("Name for the statement in the editor")).ToBeFocusedAsync();
        await Page.Keyboard.TypeAsync("<i>The answer</i>");
        await Page.Keyboard.PressAsync("Enter");
        await RunAsync("SELECT 7");
        await Expect(Cells).ToHaveTextAsync(["7"]);

        await Page.GotoAsync(new Uri(Store.Address, "/?sql=").ToString());
        await Expect(Editor).ToHaveValueAsync("SELECT 7");
        await Page.GetByRole(AriaRole.Tab, new() { Name = "History" }).ClickAsync();
        await Expect(Page.Locator(".sql-entry .sql-entry-title")).ToHaveTextAsync(["SELECT 7", "SELECT 41 + 1 AS answer"]);
        await Page.GetByRole(AriaRole.Tab, new() { Name = "Saved" }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "<i>The answer</i>" }).First.ClickAsync();
        await Expect(Cells).ToHaveTextAsync(["42"]);
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

        double[] samples = [.. Events(Store.Reader, TransferStore.Download, null, "RTT_UPDATED")
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

        await Expect(Summary).ToContainTextAsync($"{Store.Reader.GetStatistics().Flows} rows");
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
