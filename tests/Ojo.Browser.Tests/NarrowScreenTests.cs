using Microsoft.Playwright;
using Ojo.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ojo.Browser.Tests;

public sealed class NarrowScreenTests(ChromiumFixture chromium, TransferStore transfer) : PageTest(chromium)
{
    protected override BrowserNewContextOptions ContextOptions => new() { ViewportSize = new ViewportSize { Width = 360, Height = 740 }, HasTouch = true };

    [Fact]
    public async Task The_flows_and_a_flow_are_a_column_each_and_nothing_is_wider_than_the_screen()
    {
        await Page.GotoAsync(transfer.Store.Address.ToString());
        await Expect(Page.Locator(".flow-line").First).ToBeVisibleAsync();
        await ExpectNoSidewaysScrollAsync();

        await Page.Locator("[data-flow='1-7']").TapAsync();
        await Expect(Plot("packets")).ToBeVisibleAsync();
        await Expect(Page.Locator(".sidebar")).ToBeHiddenAsync();
        await ExpectNoSidewaysScrollAsync();

        await Page.Locator(".table").ScrollIntoViewIfNeededAsync();
        await Expect(Page.Locator(".table-row").First).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "All flows" }).TapAsync();
        await Expect(Page.Locator(".flow-line").First).ToBeVisibleAsync();
    }

    private async Task ExpectNoSidewaysScrollAsync() =>
        Assert.Equal(360, await Page.EvaluateAsync<int>("() => Math.max(document.documentElement.scrollWidth, document.querySelector('.body').scrollWidth)"));
}
