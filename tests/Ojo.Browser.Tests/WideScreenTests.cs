using Microsoft.Playwright;
using Ojo.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ojo.Browser.Tests;

/// <summary>A screen of 3840 × 2160: the room is used, and lines of text stay as long as one can read.</summary>
public sealed class WideScreenTests(ChromiumFixture chromium, TransferStore transfer) : PageTest(chromium)
{
    protected override BrowserNewContextOptions ContextOptions => new() { ViewportSize = new ViewportSize { Width = 3840, Height = 2160 } };

    [Fact]
    public async Task A_flow_has_its_charts_as_wide_as_there_is_room_and_as_sharp()
    {
        await OpenAsync(transfer.Store, TransferStore.Download);

        LocatorBoundingBoxResult plot = (await Plot("window").BoundingBoxAsync())!;
        Assert.True(plot.Width > 2400, $"The plot has only {plot.Width} of 3,840 pixels.");
        int pixels = await Plot("window").Locator("canvas").First.EvaluateAsync<int>("canvas => canvas.width");
        Assert.True(pixels >= plot.Width - 64, $"{pixels} pixels are drawn for {plot.Width}.");
        await ExpectNothingBeyondAsync();
    }

    [Theory]
    [InlineData("/", ".overview")]
    [InlineData("/?flow=1-7&with=2-7", ".compare")]
    [InlineData("/?sql=SELECT name FROM event_types", ".sql")]
    public async Task Other_views_have_nothing_beyond_the_screen(string path, string shown)
    {
        await Page.GotoAsync(new Uri(transfer.Store.Address, path).ToString());

        await Expect(Page.Locator(shown)).ToBeVisibleAsync();

        await ExpectNothingBeyondAsync();
        string[] tooLong = await Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('main p')].filter((one) => one.getBoundingClientRect().width > 1200).map((one) => `${one.className}: ${one.textContent}`)");
        Assert.Empty(tooLong);
    }

    private async Task ExpectNothingBeyondAsync() =>
        Assert.Equal(3840, await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
}
