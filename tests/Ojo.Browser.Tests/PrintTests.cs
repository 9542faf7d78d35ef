using Microsoft.Playwright;
using Ojo.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ojo.Browser.Tests;

/// <summary>A view on paper: all that it shows, and nothing that only a screen can do.</summary>
public sealed class PrintTests(ChromiumFixture chromium, TransferStore transfer) : PageTest(chromium)
{
    // A4 without margins of 12 mm.
    private const int PaperWidth = 703;

    protected override BrowserNewContextOptions ContextOptions => new() { ViewportSize = new ViewportSize { Width = PaperWidth, Height = 1123 }, ColorScheme = ColorScheme.Dark };

    [Fact]
    public async Task A_flow_is_printed_on_white_with_its_charts_and_rows_and_without_tools()
    {
        await OpenAsync(transfer.Store, TransferStore.Download);

        await PrintAsync();

        await Expect(Plot("window").Locator("canvas").First).ToBeVisibleAsync();
        await Expect(Page.Locator(".table-row").First).ToBeVisibleAsync();
        await ExpectOnlyPaperAsync();
    }

    [Theory]
    [InlineData("/", ".overview")]
    [InlineData("/?flow=1-7&with=2-7", ".compare")]
    [InlineData("/?sql=SELECT name FROM event_types", ".sql")]
    public async Task Other_views_are_printed_without_tools_and_no_wider_than_the_paper(string path, string shown)
    {
        await Page.GotoAsync(new Uri(transfer.Store.Address, path).ToString());
        await Expect(Page.Locator(shown)).ToBeVisibleAsync();

        await PrintAsync();

        await Expect(Page.Locator(shown)).ToBeVisibleAsync();
        await ExpectOnlyPaperAsync();
    }

    [Fact]
    public async Task A_page_of_a_flow_is_printed_over_several_sheets_and_nothing_is_cut_off()
    {
        await OpenAsync(transfer.Store, TransferStore.Download);
        await PrintAsync();

        int height = await Page.EvaluateAsync<int>("() => document.documentElement.scrollHeight");
        int charts = await Page.EvaluateAsync<int>("() => [...document.querySelectorAll('.panel')].reduce((sum, one) => sum + one.offsetHeight, 0)");

        Assert.True(charts > 600, $"The charts are only {charts} pixels high.");
        Assert.True(height > charts, $"The page of {height} pixels cuts off its charts of {charts}.");
    }

    /// <summary>What a browser does before it prints: it tells the page, and lays it out for paper.</summary>
    private async Task PrintAsync()
    {
        await Page.EvaluateAsync("() => window.dispatchEvent(new Event('beforeprint'))");
        await Page.EmulateMediaAsync(new() { Media = Media.Print });
    }

    private async Task ExpectOnlyPaperAsync()
    {
        string[] tools = await Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('.topbar-tools, .sidebar, .panel-tools, .pager, .flow-tools, .copy, .minimap-handle')]
              .filter((one) => one.checkVisibility()).map((one) => one.className)
            """);
        Assert.Empty(tools);
        string[] wide = await Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('main *')].filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 0.5)
              .map((one) => `${one.tagName}.${one.className} to ${one.getBoundingClientRect().right}`)
            """);
        Assert.Empty(wide);
        Assert.Equal(PaperWidth, await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        Assert.Equal("rgba(0, 0, 0, 0)", await Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"));
        string ink = await Page.EvaluateAsync<string>("() => getComputedStyle(document.body).color");
        double[] channels = [.. ink[(ink.IndexOf('(', StringComparison.Ordinal) + 1)..^1].Split(',').Take(3).Select(static one => double.Parse(one, System.Globalization.CultureInfo.InvariantCulture))];
        Assert.All(channels, channel => Assert.True(channel < 110, $"The text is {ink}: too pale for paper."));
    }
}
