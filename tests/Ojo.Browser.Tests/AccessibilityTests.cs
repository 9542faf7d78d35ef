using System.Text.Json;
using Microsoft.Playwright;
using Ojo.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ojo.Browser.Tests;

/// <summary>What axe-core finds, and what a screen reader is told.</summary>
public sealed class AccessibilityTests(ChromiumFixture chromium, TransferStore transfer) : PageTest(chromium)
{
    // axe is brought in by the test, against the page's own policy.
    protected override BrowserNewContextOptions ContextOptions => new() { ViewportSize = new ViewportSize { Width = 1440, Height = 1000 }, BypassCSP = true };

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Axe_finds_nothing_serious(ColorScheme scheme)
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme });
        await Page.GotoAsync(transfer.Store.Address.ToString());
        await Expect(Page.Locator(".numbers")).ToBeVisibleAsync();
        await ExpectNothingSeriousAsync();

        await OpenAsync(transfer.Store, TransferStore.Download);
        await Page.Locator(".table-row").First.ClickAsync();
        await Expect(Page.Locator(".inspected")).ToBeVisibleAsync();
        await ExpectNothingSeriousAsync();

        await OpenAsync(transfer.Store, TransferStore.Download, "&mark=300000000..330000000");
        await Expect(Page.Locator(".marked-table tbody tr").First).ToBeVisibleAsync();
        await ExpectNothingSeriousAsync();

        await OpenAsync(transfer.Store, TransferStore.Game);
        await ExpectNothingSeriousAsync();

        await Page.GotoAsync(new Uri(transfer.Store.Address, "/?flow=1-7&with=2-7").ToString());
        await Expect(Page.Locator(".differences table").First).ToBeVisibleAsync();
        await ExpectNothingSeriousAsync();

        await Page.GotoAsync(new Uri(transfer.Store.Address, "/?sql=SELECT run_id, flow_id, NULL, x'00' FROM flows").ToString());
        await Page.Locator(".sql-cell").First.ClickAsync();
        await ExpectNothingSeriousAsync();
        await Page.GetByRole(AriaRole.Tab, new() { Name = "Tables" }).ClickAsync();
        await Page.GetByRole(AriaRole.Combobox, new() { Name = "SQL statement" }).FillAsync("SELECT 1 FROM ");
        await Page.Keyboard.PressAsync("Control+Space");
        await Expect(Page.Locator(".sql-proposal").First).ToBeVisibleAsync();
        await ExpectNothingSeriousAsync();
    }

    [Fact]
    public async Task Axe_finds_nothing_serious_in_the_import_of_files()
    {
        await using ImportingExplorer explorer = await ImportingExplorer.StartAsync();
        await Page.GotoAsync(explorer.Address);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Import" }).ClickAsync();
        await Page.GetByLabel("Files to import").SetInputFilesAsync([ImportingExplorer.Capture, ImportingExplorer.Capture]);
        await Expect(Page.Locator(".import-said").Last).ToContainTextAsync("were there already");
        await ExpectNothingSeriousAsync();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Axe_finds_nothing_serious_in_what_opens_over_the_page(ColorScheme scheme)
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme });
        await OpenAsync(transfer.Store, TransferStore.Download);
        await Page.GetByRole(AriaRole.Combobox, new() { Name = "Filter" }).FillAsync("type:PACK");
        await Expect(Page.Locator(".completion").First).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("ArrowDown");
        await ExpectNothingSeriousAsync();
        await Page.GetByRole(AriaRole.Combobox, new() { Name = "Filter" }).FillAsync("type:PACKET_SEMT");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.Locator(".filter-fault")).ToBeVisibleAsync();
        await ExpectNothingSeriousAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Take the filter away" }).First.ClickAsync();

        foreach (string opener in (string[])["Keys", "Export", "Compare with…", "Add panel…"])
        {
            await Page.GetByRole(AriaRole.Button, new() { Name = opener, Exact = true }).ClickAsync();
            await Expect(Page.Locator("dialog[open]")).ToBeVisibleAsync();
            await ExpectNothingSeriousAsync();
            await Page.Keyboard.PressAsync("Escape");
            await Expect(Page.Locator("dialog[open]")).ToHaveCountAsync(0);
        }
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Axe_finds_nothing_serious_where_something_is_wrong_or_missing(ColorScheme scheme)
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme });
        foreach ((string path, string shown) in ((string, string)[])
            [("/?flow=1-4711", ".main [role=alert]"), ("/?filter=events%3E1000000000", ".flow-table .notice"), ("/?sql=SELECT nothing FROM nowhere", ".sql-error"),
            ("/?sql=", ".sql-entry"), ("/?sql=SELECT ts_ns, cwnd FROM cwnd_updated&plot=step.0.1", ".sql-plot")])
        {
            await Page.GotoAsync(new Uri(transfer.Store.Address, path).ToString());
            await Expect(Page.Locator(shown).First).ToBeVisibleAsync();
            await ExpectNothingSeriousAsync();
        }

        ForgiveFailedRequests();
        await using ExploredStore store = new() { Token = "let-me-in-0123456789" };
        await store.StartAsync();
        await Page.GotoAsync(new Uri(store.Address, "/login").ToString());
        await Expect(Page.GetByLabel("Token")).ToBeVisibleAsync();
        await ExpectNothingSeriousAsync();
        await Page.GotoAsync(new Uri(store.Address, "/?token=let-me-in-0123456789").ToString());
        await Expect(Page.Locator(".overview .notice")).ToContainTextAsync("Waiting for the first traces");
        await ExpectNothingSeriousAsync();
        await Context.ClearCookiesAsync();
        await store.StopAsync();
        await store.StartAsync();
        await Expect(Page.Locator(".banner")).ToBeVisibleAsync();
        await ExpectNothingSeriousAsync();
        TakeComplaints();
    }

    [Fact]
    public async Task Axe_finds_nothing_serious_on_a_small_screen()
    {
        await Page.SetViewportSizeAsync(360, 780);
        foreach (string path in (string[])["/", "/?flow=1-7", "/?flow=1-7&with=2-7", "/?sql=SELECT 1 AS one"])
        {
            await Page.GotoAsync(new Uri(transfer.Store.Address, path).ToString());
            await Expect(Page.Locator(".main > section")).ToBeVisibleAsync();
            await ExpectNothingSeriousAsync();
        }
    }

    [Fact]
    public async Task A_chart_says_in_words_what_it_shows()
    {
        await OpenAsync(transfer.Store, TransferStore.Download);

        long sent = transfer.Store.Reader.GetFlow(TransferStore.Download)!.Summary.PacketsSent ?? 0;
        ILocator chart = Page.GetByRole(AriaRole.Img, new() { Name = "Packets", Exact = true });
        await Expect(chart).ToHaveAttributeAsync("aria-description", new System.Text.RegularExpressions.Regex($"{sent} sent.*the whole flow"));
    }

    private async Task ExpectNothingSeriousAsync()
    {
        await Page.AddScriptTagAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "axe.min.js") });
        JsonElement? found = await Page.EvaluateAsync<JsonElement?>(
            "async () => (await axe.run()).violations.filter((one) => ['serious', 'critical'].includes(one.impact)).map((one) => one.id + ': ' + one.nodes.map((node) => node.html.slice(0, 160)).slice(0, 3).join(' | '))");
        Assert.Empty(found!.Value.EnumerateArray().Select(static one => one.GetString()));
    }
}
