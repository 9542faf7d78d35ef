using Microsoft.Playwright;
using Ojo.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ojo.Browser.Tests;

/// <summary>The page without a pointer.</summary>
public sealed class KeyboardWalkTests(ChromiumFixture chromium, TransferStore transfer) : PageTest(chromium)
{
    private ILocator Filter => Page.GetByRole(AriaRole.Combobox, new() { Name = "Filter" });

    [Fact]
    public async Task From_the_overview_through_filter_tree_flow_panel_and_event_to_the_inspector_and_back()
    {
        await Page.GotoAsync(transfer.Store.Address.ToString());
        await Expect(Page.Locator(".flow-table tbody tr").First).ToBeVisibleAsync();

        // The filter.
        await Page.Keyboard.PressAsync("/");
        await Expect(Filter).ToBeFocusedAsync();
        await Page.Keyboard.TypeAsync("service:edge-proxy");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.Locator(".flow-line")).ToHaveCountAsync(3);

        // The tree, by Tab, and down to the second flow and up to the first.
        await TabToAsync("[role=treeitem]");
        await Page.Keyboard.PressAsync("Home");
        await Page.Keyboard.PressAsync("ArrowDown");
        await Expect(Page.Locator("[data-flow='1-7']")).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("ArrowDown");
        await Expect(Page.Locator("[data-flow='1-9']")).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("ArrowUp");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.Locator(".flow-name")).ToHaveTextAsync("flow 7");
        await Expect(Page.Locator(".table-row").First).ToBeVisibleAsync();

        // A panel, folded and unfolded.
        await Page.Keyboard.PressAsync("2");
        ILocator fold = Page.Locator(".panel-fold").Nth(1);
        await Expect(fold).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Enter");
        await Expect(fold).ToHaveAttributeAsync("aria-expanded", "false");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(fold).ToHaveAttributeAsync("aria-expanded", "true");

        // An event, its row, the inspector.
        await Page.Keyboard.PressAsync(".");
        await Expect(Page.Locator(".table-row[aria-selected=true]")).ToHaveCountAsync(1);
        await Page.Keyboard.PressAsync("g");
        await Expect(Page.Locator(".table-scroll")).ToBeFocusedAsync();
        for (int row = 0; row < 30 && !await Page.Locator(".life-step").First.IsVisibleAsync(); row++)
        {
            string before = (await Page.Locator(".table-row[aria-selected=true]").GetAttributeAsync("data-event"))!;
            await Page.Keyboard.PressAsync("ArrowDown");
            await Expect(Page.Locator(".table-row[aria-selected=true]")).Not.ToHaveAttributeAsync("data-event", before);
            await Expect(Page.Locator(".inspected h2")).ToBeVisibleAsync();
        }

        await Expect(Page.Locator(".life-step").First).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.Locator(".inspector :focus")).ToHaveCountAsync(1);

        // And back, step by step, to where it began.
        for (int step = 0; step < 60 && !await IsOverviewAsync(); step++)
        {
            await Page.GoBackAsync();
        }

        await Expect(Page.Locator(".flow-table tbody tr").First).ToBeVisibleAsync();
        await AddressAsync("**/?filter=service%3Aedge-proxy");
    }

    [Fact]
    public async Task Tab_goes_through_the_whole_overview_and_every_stop_can_be_seen_and_has_a_name()
    {
        await Page.GotoAsync(new Uri(transfer.Store.Address, "/?filter=service%3Aedge-proxy").ToString());
        await Expect(Page.Locator(".flow-table tbody tr").First).ToBeVisibleAsync();
        HashSet<string> seen = [];
        for (int stop = 0; stop < 300; stop++)
        {
            await Page.Keyboard.PressAsync("Tab");
            string[]? at = await Page.EvaluateAsync<string[]?>(
                """
                () => {
                  const one = document.activeElement;
                  if (one === null || one === document.body) return null;
                  const style = getComputedStyle(one);
                  const around = one.closest('.filter-field');
                  const isSeen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || (around !== null && getComputedStyle(around).outlineStyle !== 'none');
                  const box = one.getBoundingClientRect();
                  const name = one.getAttribute('aria-label') ?? one.labels?.[0]?.textContent ?? one.textContent.trim();
                  one.dataset.stop ??= String(document.querySelectorAll('[data-stop]').length);
                  return [one.dataset.stop, isSeen && box.width > 0 && box.height > 0 ? '' : 'cannot be seen', name === '' ? 'has no name' : '', one.outerHTML.slice(0, 120)];
                }
                """);
            if (at is null || !seen.Add(at[0]))
            {
                break;
            }

            Assert.True(at[1] == "" && at[2] == "", $"{at[3]} {at[1]} {at[2]}");
        }

        Assert.True(seen.Count > 20, $"Tab stopped at {seen.Count} places only.");
    }

    private async Task TabToAsync(string selector)
    {
        for (int stop = 0; stop < 40; stop++)
        {
            await Page.Keyboard.PressAsync("Tab");
            if (await Page.EvaluateAsync<bool>("(selector) => document.activeElement.matches(selector)", selector))
            {
                return;
            }
        }

        Assert.Fail($"Forty presses of Tab do not lead to {selector}.");
    }

    private async Task<bool> IsOverviewAsync() => await Page.EvaluateAsync<bool>("() => !location.search.includes('flow=')");
}
