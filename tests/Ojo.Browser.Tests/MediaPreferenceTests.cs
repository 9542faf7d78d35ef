using Microsoft.Playwright;
using Ojo.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ojo.Browser.Tests;

/// <summary>What somebody's system asks of every page: its own colours, and less movement.</summary>
public sealed class MediaPreferenceTests(ChromiumFixture chromium, TransferStore transfer) : PageTest(chromium)
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task With_forced_colours_what_is_chosen_is_framed_and_charts_keep_their_ground_and_their_marks(ColorScheme scheme)
    {
        await Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active, ColorScheme = scheme });
        await OpenAsync(transfer.Store, TransferStore.Download);
        await Page.Locator(".table-row").First.ClickAsync();

        foreach (string chosen in (string[])[".flow-line[aria-current]", ".table-row[aria-selected=true]"])
        {
            Assert.Equal("solid", await StyleAsync(chosen, "outlineStyle"));
        }

        string ground = await StyleAsync("[data-panel=window] .plot", "backgroundColor");
        Assert.Equal(scheme == ColorScheme.Dark ? "rgb(18, 23, 31)" : "rgb(255, 255, 255)", ground);
        await Expect(Page.Locator("[data-panel=window] canvas")).ToBeVisibleAsync();

        await Page.GotoAsync(transfer.Store.Address.ToString());
        await Expect(Page.Locator(".stacks-legend .swatch").First).ToBeVisibleAsync();
        string[] swatches = await Page.Locator(".stacks-legend .swatch").EvaluateAllAsync<string[]>("(all) => all.map((one) => getComputedStyle(one).backgroundColor)");
        Assert.Equal(swatches.Length, swatches.Distinct().Count());
        await Page.Keyboard.PressAsync("/");
        await Page.Keyboard.TypeAsync("flow:7");
        Assert.NotEqual("rgba(0, 0, 0, 0)", await StyleAsync(".filter-input", "color"));
    }

    [Fact]
    public async Task Where_less_movement_is_asked_for_nothing_moves_by_itself()
    {
        await Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        foreach (string path in (string[])["/", "/?flow=1-7", "/?flow=1-7&with=2-7", "/?sql=SELECT 1 AS one", "/?flow=1-4711"])
        {
            await Page.GotoAsync(new Uri(transfer.Store.Address, path).ToString());
            await Expect(Page.Locator(".main > *").First).ToBeVisibleAsync();
            string[] moving = await Page.EvaluateAsync<string[]>(
                """
                () => [
                  ...document.getAnimations().filter((one) => one.effect.getComputedTiming().duration > 10).map((one) => one.effect.target.className),
                  ...[...document.querySelectorAll('*')].filter((one) => getComputedStyle(one).transitionDuration.split(',').some((part) => parseFloat(part) > 0.01)).map((one) => one.outerHTML.slice(0, 80)),
                  ...[...document.querySelectorAll('*')].filter((one) => getComputedStyle(one).scrollBehavior === 'smooth').map((one) => one.outerHTML.slice(0, 80)),
                ]
                """);
            Assert.Empty(moving);
        }

        ForgiveFailedRequests();
    }

    private async Task<string> StyleAsync(string selector, string property) =>
        await Page.Locator(selector).First.EvaluateAsync<string>("(one, property) => getComputedStyle(one)[property]", property);
}
