using Microsoft.Playwright;
using Ojo.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ojo.Browser.Tests;

/// <summary>What the page says of the store itself: which of its files are missing, and whose it is.</summary>
public sealed class StoreStateTests(ChromiumFixture chromium) : PageTest(chromium)
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task A_file_that_cannot_be_read_is_named_on_the_overview_and_the_rest_is_shown(ColorScheme scheme)
    {
        await using var store = new DayStore();
        store.Ingest(null, days: 3);
        store.Lose("2026-01-02.db");
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme });

        await Page.GotoAsync((await store.StartAsync()).ToString());

        ILocator notice = Page.Locator(".missing-file");
        await Expect(notice).ToContainTextAsync("A file of this store cannot be read.");
        await Expect(notice).ToContainTextAsync("2026-01-02.db The file is not there.");
        await Expect(Page.Locator(".numbers")).ToBeVisibleAsync();
        Assert.True(await ContrastAsync(".missing-file") >= 4.5, "The notice can hardly be read.");

        await Page.Locator("[data-flow='1-7']").ClickAsync();
        await Expect(Page.Locator(".table-row").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_store_that_is_whole_says_nothing_of_files_nor_of_tenants()
    {
        await using var store = new DayStore();
        store.Ingest(null, days: 2);

        await Page.GotoAsync((await store.StartAsync()).ToString());

        await Expect(Page.Locator(".numbers")).ToBeVisibleAsync();
        await Expect(Page.Locator(".missing-file")).ToHaveCountAsync(0);
        await Expect(Page.Locator(".tenant")).ToBeEmptyAsync();
    }

    [Fact]
    public async Task Who_is_chosen_is_shown_alone_and_stands_in_the_address()
    {
        await using var store = new DayStore();
        store.Ingest(null, days: 1);
        store.Ingest("acme", days: 2);
        store.Ingest("globex", days: 3);
        Uri address = await store.StartAsync();
        await Page.GotoAsync(address.ToString());
        ILocator chooser = Page.GetByLabel("Whose traces");
        await Expect(Page.Locator(".number").First).ToContainTextAsync("10");
        Assert.Equal(["no tenant", "acme", "globex"], await chooser.Locator("option").AllTextContentsAsync());

        await chooser.SelectOptionAsync("globex");

        await Expect(Page).ToHaveURLAsync(new Uri(address, "/?tenant=globex").ToString());
        await Expect(Page.Locator(".number").First).ToContainTextAsync("30");
        await Expect(chooser).ToHaveValueAsync("globex");

        await Page.Locator("[data-flow='1-7']").ClickAsync();
        await Expect(Page.Locator(".table-row").First).ToBeVisibleAsync();
        Assert.Contains("tenant=globex", Page.Url, StringComparison.Ordinal);

        await Page.GoBackAsync();
        await Page.GoBackAsync();
        await Expect(Page.Locator(".number").First).ToContainTextAsync("10");
    }

    /// <summary>Asked in one piece: the page makes its elements anew as it likes.</summary>
    private async Task<double> ContrastAsync(string selector) => await Page.EvaluateAsync<double>(
        """
        (selector) => {
          const light = (colour) => {
            const [r, g, b] = colour.match(/[\d.]+/g).map((part) => Number(part) / 255).map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const style = getComputedStyle(document.querySelector(selector));
          const [ink, ground] = [light(style.color), light(style.backgroundColor)];
          return (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
        }
        """, selector);
}
