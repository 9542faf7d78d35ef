using Microsoft.Playwright;
using Ojo.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ojo.Browser.Tests;

/// <summary>What the page says when something does not work, and that it can be put right from there.</summary>
public sealed class FaultTests(ChromiumFixture chromium, TransferStore transfer) : PageTest(chromium)
{
    [Fact]
    public async Task A_flow_that_is_not_there_is_named_and_the_list_stays_usable()
    {
        await Page.GotoAsync(new Uri(transfer.Store.Address, "/?flow=1-4711").ToString());

        await Expect(Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("4711");
        await Page.Locator("[data-flow='1-7']").ClickAsync();
        await Expect(Plot("packets")).ToBeVisibleAsync();
        ForgiveFailedRequests();
    }

    [Fact]
    public async Task A_chart_that_got_no_answer_says_why_asks_once_and_draws_when_asked_to_try_again()
    {
        int asked = 0;
        bool isBroken = true;
        await Page.RouteAsync("**/series?**", async route =>
        {
            if (isBroken)
            {
                Interlocked.Increment(ref asked);
                await route.FulfillAsync(new()
                {
                    Status = 503,
                    ContentType = "application/problem+json",
                    Body = """{"type":"urn:ojo:problem:too-slow","title":"The query took too long","status":503,"detail":"The query took more than 10 s; narrow the range."}""",
                });
            }
            else
            {
                await route.ContinueAsync();
            }
        });
        await OpenAsync(transfer.Store, TransferStore.Download);
        ILocator alerts = Page.Locator(".plot-message [role=alert]");
        await Expect(alerts).ToHaveCountAsync(4);
        await Expect(alerts.First).ToContainTextAsync("The query took more than 10 s; narrow the range.");
        // A question for each panel and one for the overview; none is asked over and over.
        Assert.InRange(asked, 4, 5);

        isBroken = false;
        await Page.Locator("[data-panel=window]").GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();

        await Expect(Page.Locator("[data-panel=window] [role=alert]")).ToBeHiddenAsync();
        await Expect(Page.Locator("[data-panel=window] .legend-value").First).Not.ToHaveTextAsync("–");
        ForgiveFailedRequests();
    }

    [Fact]
    public async Task A_type_that_the_store_does_not_know_is_named_in_the_tables_place()
    {
        await Page.GotoAsync(new Uri(transfer.Store.Address, "/?flow=1-7&type=PACKET_LOSST").ToString());

        await Expect(Page.Locator(".table-message")).ToContainTextAsync("PACKET_LOSST");
        await Page.Locator(".table-message").GetByRole(AriaRole.Button, new() { Name = "Take the filter away" }).ClickAsync();
        await Expect(Page.Locator(".table-row").First).ToBeVisibleAsync();
        ForgiveFailedRequests();
    }

    [Fact]
    public async Task A_time_without_events_says_so_and_offers_the_whole_flow()
    {
        await Page.GotoAsync(new Uri(transfer.Store.Address, "/?flow=1-7&from=1510000000&to=1520000000").ToString());

        await Expect(Page.Locator(".table-message")).ToContainTextAsync("Nothing was recorded in these 10.0\u202fms");
        await Page.Locator(".table-message").GetByRole(AriaRole.Button, new() { Name = "Show the whole flow" }).ClickAsync();
        await Expect(Page.Locator(".table-row").First).ToBeVisibleAsync();
    }
}
