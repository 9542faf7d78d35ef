using Microsoft.Playwright;
using Ojo.Browser.Tests.Support;
using Ojo.Storage.Queries;
using static Microsoft.Playwright.Assertions;

namespace Ojo.Browser.Tests;

public sealed class KeyboardTests(ChromiumFixture chromium, TransferStore transfer) : PageTest(chromium)
{
    [Fact]
    public async Task The_question_mark_lists_the_keys_and_Escape_closes_the_list()
    {
        await OpenAsync(transfer.Store, TransferStore.Download);

        await Page.Keyboard.PressAsync("?");
        await Expect(Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("zoom in and out at the cursor");
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
    }

    [Fact]
    public async Task The_list_of_keys_is_of_what_is_on_the_screen()
    {
        await Page.GotoAsync(transfer.Store.Address.ToString());
        await Expect(Page.Locator(".numbers")).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("?");
        await Expect(Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("light or dark");
        await Expect(Page.GetByRole(AriaRole.Dialog)).Not.ToContainTextAsync("zoom in and out");
        await Page.Keyboard.PressAsync("Escape");

        await Page.Locator("[data-flow='1-7']").ClickAsync();
        await Expect(Plot("packets")).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("?");
        await Expect(Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("zoom in and out");
    }

    [Fact]
    public async Task A_digit_leads_to_that_panel_and_unfolds_it()
    {
        await OpenAsync(transfer.Store, TransferStore.Download, "&fold=rtt");
        await Expect(Plot("rtt")).ToBeHiddenAsync();
        int place = await Page.Locator(".panel").EvaluateAllAsync<int>("(panels) => panels.findIndex((panel) => panel.dataset.panel === 'rtt') + 1");

        await Page.Keyboard.PressAsync($"Digit{place}");

        await Expect(Plot("rtt")).ToBeVisibleAsync();
        await Expect(Page.Locator("[data-panel=rtt] .panel-fold")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task R_shows_the_whole_flow_again()
    {
        await OpenAsync(transfer.Store, TransferStore.Download, "&from=300000000&to=330000000");

        await Page.Keyboard.PressAsync("r");

        await AddressAsync(static url => Range(url) is null);
    }

    [Fact]
    public async Task Brackets_go_through_the_life_of_the_selected_packet()
    {
        await OpenAsync(transfer.Store, TransferStore.Download, "&type=PACKET_SENT");
        await Page.Locator(".table-row").First.ClickAsync();
        await Expect(Page.Locator(".life-step")).ToHaveCountAsync(2);

        await Page.Keyboard.PressAsync("]");
        await Expect(Page.Locator(".inspected h2")).ToContainTextAsync("PACKET_ACKED");
        await Expect(Page.Locator(".life-step")).ToHaveCountAsync(2);
        await Page.Keyboard.PressAsync("[");
        await Expect(Page.Locator(".inspected h2")).ToContainTextAsync("PACKET_SENT");
    }

    [Fact]
    public async Task N_and_P_go_through_the_flows_in_the_order_of_the_list()
    {
        await Page.GotoAsync(new Uri(transfer.Store.Address, "/?search=edge-proxy").ToString());
        await Expect(Page.Locator(".flow-line")).ToHaveCountAsync(3);
        await Page.Locator("[data-flow='1-7']").ClickAsync();
        await Expect(Page.Locator(".flow-name")).ToHaveTextAsync("flow 7");

        await Page.Keyboard.PressAsync("n");
        await Expect(Page.Locator(".flow-name")).ToHaveTextAsync("flow 9");
        await Page.Keyboard.PressAsync("p");
        await Expect(Page.Locator(".flow-name")).ToHaveTextAsync("flow 7");
    }

    [Fact]
    public async Task Full_stop_and_comma_step_through_the_events_and_Escape_lets_go()
    {
        await OpenAsync(transfer.Store, TransferStore.Download);
        IReadOnlyList<EventRow> events = Events(transfer.Store.Reader, TransferStore.Download, (0, 100_000_000));
        ILocator chosen = Page.Locator(".table-row[aria-selected=true]");

        await Page.Keyboard.PressAsync(".");
        await Expect(chosen).ToHaveAttributeAsync("data-event", $"{events[0].Id}");
        await Page.Keyboard.PressAsync(".");
        await Expect(chosen).ToHaveAttributeAsync("data-event", $"{events[1].Id}");
        await Page.Keyboard.PressAsync(",");
        await Expect(chosen).ToHaveAttributeAsync("data-event", $"{events[0].Id}");
        await Page.Keyboard.PressAsync("Escape");
        await Expect(chosen).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Arrows_and_Enter_lead_from_the_table_to_a_packets_life()
    {
        await OpenAsync(transfer.Store, TransferStore.Download, "&type=PACKET_SENT");

        await Page.Locator(".table-scroll").FocusAsync();
        await Page.Keyboard.PressAsync("ArrowDown");
        await Page.Keyboard.PressAsync("ArrowDown");
        await Expect(Page.Locator(".life-step")).ToHaveCountAsync(2);
        await Page.Keyboard.PressAsync("Enter");

        await Expect(Page.Locator(".life-step[aria-current=true]")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_keys_stay_out_of_the_filter_box()
    {
        await OpenAsync(transfer.Store, TransferStore.Download);

        await Page.Keyboard.PressAsync("/");
        await Page.Keyboard.TypeAsync("wast0");

        await Expect(Page.GetByRole(AriaRole.Combobox, new() { Name = "Filter" })).ToHaveValueAsync("wast0");
        Assert.Null(Range());
        await Expect(Page.Locator("html")).Not.ToHaveAttributeAsync("data-theme", "dark");
    }

    [Fact]
    public async Task A_panel_folds_by_its_button_and_stays_folded_in_the_address()
    {
        await OpenAsync(transfer.Store, TransferStore.Download);
        ILocator fold = Page.GetByRole(AriaRole.Button, new() { Name = "RTT", Exact = true });

        await fold.FocusAsync();
        await Page.Keyboard.PressAsync("Enter");

        await Expect(Plot("rtt")).ToBeHiddenAsync();
        await Expect(fold).ToHaveAttributeAsync("aria-expanded", "false");
        await AddressAsync("**fold=rtt**");
        await Page.ReloadAsync();
        await Expect(Plot("packets")).ToBeVisibleAsync();
        await Expect(Plot("rtt")).ToBeHiddenAsync();
    }
}
