using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Ojo.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ojo.Browser.Tests;

/// <summary>What the page says where there is nothing to show yet, nothing to show any more, or nobody who answers.</summary>
public sealed class PageStateTests(ChromiumFixture chromium, TransferStore transfer) : PageTest(chromium)
{
    private ILocator LiveState => Page.Locator(".live-state");

    [Fact]
    public async Task A_quick_answer_is_awaited_in_silence_and_a_slow_one_with_a_word()
    {
        TaskCompletionSource go = new();
        await Page.RouteAsync("**/api/flows/1-7*", async route =>
        {
            await go.Task;
            await route.ContinueAsync();
        });
        await Page.GotoAsync(transfer.Store.Address.ToString());
        await Expect(Page.Locator(".numbers")).ToBeVisibleAsync();
        await Page.Locator("[data-flow='1-7']").ClickAsync();

        // What was there stays until there is something else to say.
        await Expect(Page.Locator(".main .notice-loading")).ToHaveTextAsync("Opening flow 1-7…");
        go.SetResult();
        await Expect(Page.Locator(".flow-name")).ToHaveTextAsync("flow 7");
        await Expect(Page.Locator(".main .notice-loading")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Before_there_is_a_store_the_page_says_what_it_waits_for_and_goes_on_when_it_comes()
    {
        await using ExploredStore store = new();
        await store.StartAsync();
        await Page.GotoAsync(store.Address.ToString());
        await Expect(LiveState).ToHaveTextAsync("waiting for traces");
        await Expect(Page.Locator(".overview")).ToContainTextAsync("Waiting for the first traces");
        await Expect(Page.Locator(".overview code")).ToContainTextAsync("ojo-watcher");

        TraceScript run = store.Run("late", "host", 1, TransferStore.StartNs);
        store.Ingest(run.Add(1_000_000, 7, 0x002, 1));

        await Expect(Page.Locator(".numbers")).ToBeVisibleAsync();
        await Expect(Page.Locator("[data-flow='1-7']")).ToBeVisibleAsync();
        await Expect(LiveState).ToHaveTextAsync("live");
        ForgiveFailedRequests();
    }

    [Fact]
    public async Task While_the_explorer_is_away_what_is_on_the_screen_stays_and_then_it_goes_on()
    {
        await using ExploredStore store = await StoreAsync(1);
        await Page.GotoAsync(store.Address.ToString());
        await Expect(Page.Locator(".flow-table tbody tr")).ToHaveCountAsync(1);

        await store.StopAsync();
        await Expect(LiveState).ToHaveTextAsync("disconnected, trying again");
        await Expect(Page.Locator(".flow-table tbody tr")).ToHaveCountAsync(1);

        await store.StartAsync();
        await Expect(LiveState).ToHaveTextAsync("live");
        await Expect(Page.Locator(".number").First.Locator("dd")).ToHaveTextAsync("1");
        TakeComplaints();
    }

    [Fact]
    public async Task Whose_login_has_ended_is_told_so_and_is_led_back_to_what_was_on_the_screen()
    {
        await using ExploredStore store = await StoreAsync(1, token: "let-me-in-0123456789");
        await Page.GotoAsync(new Uri(store.Address, "/?token=let-me-in-0123456789&sort=events&order=desc").ToString());
        await Expect(Page.Locator(".flow-table tbody tr")).ToHaveCountAsync(1);
        await Context.ClearCookiesAsync();

        // The stream ends with the explorer, and is refused when that is back.
        await store.StopAsync();
        await store.StartAsync();

        ILocator banner = Page.Locator(".banner");
        await Expect(banner).ToContainTextAsync("Your login has ended");
        await Expect(LiveState).ToHaveTextAsync("logged out");
        await Expect(Page.Locator(".flow-table tbody tr")).ToHaveCountAsync(1);
        await banner.GetByRole(AriaRole.Link, new() { Name = "Log in again" }).ClickAsync();
        await Page.GetByLabel("Token").FillAsync("let-me-in-0123456789");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.Locator(".flow-table tbody tr")).ToHaveCountAsync(1);
        await AddressAsync("**/?sort=events&order=desc");
        await Expect(banner).ToBeHiddenAsync();
        TakeComplaints();
    }

    [Fact]
    public async Task Who_asks_too_often_waits_as_long_as_the_explorer_says_and_gets_the_answer_then()
    {
        int refused = 0;
        await Page.RouteAsync("**/api/runs", async route =>
        {
            if (Interlocked.Increment(ref refused) <= 2)
            {
                await route.FulfillAsync(TooOften(retryAfter: "0"));
            }
            else
            {
                await route.ContinueAsync();
            }
        });

        await Page.GotoAsync(transfer.Store.Address.ToString());

        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "Runs" })).ToContainTextAsync("edge-proxy");
        Assert.True(refused > 2);
        ForgiveFailedRequests();
    }

    [Fact]
    public async Task Who_must_wait_for_long_is_told_how_long_and_can_try_again()
    {
        bool isRefused = true;
        await Page.RouteAsync("**/api/flows?**", async route =>
        {
            if (isRefused)
            {
                await route.FulfillAsync(TooOften(retryAfter: "90"));
            }
            else
            {
                await route.ContinueAsync();
            }
        });
        await Page.GotoAsync(transfer.Store.Address.ToString());
        ILocator said = Page.Locator(".flow-table [role=alert]");
        await Expect(said).ToContainTextAsync("Too many questions at once");
        await Expect(said).ToContainTextAsync("Try again in 90 s.");

        isRefused = false;
        await said.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Expect(Page.Locator(".flow-table tbody tr").First).ToBeVisibleAsync();
        ForgiveFailedRequests();
    }

    [Fact]
    public async Task A_flow_of_a_store_that_is_another_by_now_is_not_mixed_with_the_new_ones()
    {
        await using ExploredStore before = await StoreAsync(1);
        await Page.GotoAsync(new Uri(before.Address, "/?flow=1-7").ToString());
        await Expect(Page.Locator(".table-row").First).ToBeVisibleAsync();
        await before.StopAsync();
        await using ExploredStore after = await StoreAsync(2, before.Address);

        ILocator notice = Page.Locator(".main [role=alert]");
        await Expect(notice).ToContainTextAsync("Another store is open now");
        await Expect(Page.Locator(".sidebar")).ToBeHiddenAsync();
        await notice.GetByRole(AriaRole.Button, new() { Name = "Show what it has" }).ClickAsync();

        await Expect(Page.Locator(".flow-table tbody tr")).ToHaveCountAsync(2);
        TakeComplaints();
    }

    [Fact]
    public async Task The_overview_of_a_store_that_is_another_by_now_is_the_new_ones()
    {
        await using ExploredStore before = await StoreAsync(1);
        await Page.GotoAsync(before.Address.ToString());
        await Expect(Page.Locator(".flow-table tbody tr")).ToHaveCountAsync(1);
        await before.StopAsync();
        await using ExploredStore after = await StoreAsync(2, before.Address);

        await Expect(Page.Locator(".flow-table tbody tr")).ToHaveCountAsync(2);
        await Expect(Page.Locator(".flow-table")).ToContainTextAsync("service-2");
        TakeComplaints();
    }

    [Fact]
    public async Task A_store_without_events_says_how_they_come()
    {
        await using ExploredStore store = new();
        store.Run("idle", "host", 1, TransferStore.StartNs);
        await store.StartAsync();

        await Page.GotoAsync(store.Address.ToString());

        await Expect(Page.Locator(".overview")).ToContainTextAsync("This store is empty");
        await Expect(Page.Locator(".overview")).ToContainTextAsync(new Regex("ojo-watcher --input-dir .* --db-path traces.db --watch"));
        await Expect(Page.Locator(".sidebar")).ToContainTextAsync("No flows yet");
    }

    private static RouteFulfillOptions TooOften(string retryAfter) => new()
    {
        Status = 429,
        ContentType = "application/problem+json",
        Headers = new Dictionary<string, string> { ["Retry-After"] = retryAfter },
        Body = """{"type":"urn:ojo:problem:too-many-requests","title":"Too many requests","status":429,"detail":"This client asks more often than it may."}""",
    };

    /// <summary>A store with so many flows, and an explorer that shows it.</summary>
    private static async Task<ExploredStore> StoreAsync(uint flows, Uri? address = null, string? token = null)
    {
        ExploredStore store = new() { Token = token };
        if (address is not null)
        {
            store.Address = address;
        }

        TraceScript run = store.Run($"service-{flows}", "host", (int)flows, TransferStore.StartNs + flows);
        for (uint flow = 0; flow < flows; flow++)
        {
            run.Add(1_000_000, 7 + flow, 0x002, 1);
        }

        store.Ingest(run);
        await store.StartAsync();
        return store;
    }
}
