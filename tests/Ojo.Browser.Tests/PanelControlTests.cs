using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Ojo.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ojo.Browser.Tests;

/// <summary>What can be done with panels, and that the address says it and Back undoes it.</summary>
public sealed class PanelControlTests(ChromiumFixture chromium, PanelStore panels) : PageTest(chromium), IClassFixture<PanelStore>
{
    [Fact]
    public async Task Any_field_gets_a_panel_of_its_own_and_Back_takes_it_away()
    {
        await OpenAsync(panels.Store, PanelStore.Connection);
        await Page.Locator(".add-panel").ClickAsync();
        await Expect(Page.Locator(".chooser-search")).ToBeFocusedAsync();
        await Page.Keyboard.TypeAsync("pacing bytes/s");
        await Expect(Page.Locator(".chooser-item")).ToHaveCountAsync(1);
        await Page.Keyboard.PressAsync("Enter");

        ILocator panel = Page.Locator("[data-panel='add-774.pacing_rate']");
        await Expect(panel).ToBeVisibleAsync();
        await Expect(panel.Locator(".panel-title")).ToHaveTextAsync("PACING_RATE_UPDATED.pacing_rate");
        await AddressAsync("**add=774.pacing_rate**");

        await Page.GoBackAsync();
        await Expect(panel).ToHaveCountAsync(0);
        await Page.GoForwardAsync();
        await Expect(panel).ToBeVisibleAsync();
        await panel.HoverAsync();
        await panel.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Expect(panel).ToHaveCountAsync(0);
        Assert.DoesNotContain("add=", Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_of_any_type_are_marked_on_a_panel_named_and_picked()
    {
        RecordedEvent blocked = panels.Events.First(static one => one.FlowId == PanelStore.ConnectionId && one.EventType == 0x202 && one.TNs > 400_000_000);
        await OpenAsync(panels.Store, PanelStore.Connection, $"&from={blocked.TNs - 20_000_000}&to={blocked.TNs + 20_000_000}");
        await Page.Locator("[data-panel=window]").HoverAsync();
        await Page.Locator("[data-panel=window]").GetByRole(AriaRole.Button, new() { Name = "Mark events on it" }).ClickAsync();
        await Page.Keyboard.TypeAsync("data_blocked");
        await Page.Keyboard.PressAsync("Enter");
        await AddressAsync("**marker=window%7E514**");
        await Expect(Page.Locator("[data-panel=window] .marker-entry")).ToContainTextAsync("DATA_BLOCKED");

        await ExpectStillAsync(Plot("window"));
        LocatorBoundingBoxResult box = (await Plot("window").BoundingBoxAsync())!;
        ILocator hover = Page.Locator("[data-panel=window] .hover");
        float x = box.X + 64 + ((box.Width - 64) / 2);
        await Expect(Page.Locator("[data-panel=window] .marker-layer")).ToBeVisibleAsync();
        await Page.Mouse.MoveAsync(x, box.Y + 3);
        await Page.Mouse.MoveAsync(x + 1, box.Y + 4);
        await Expect(hover.Locator("strong")).ToHaveTextAsync("DATA_BLOCKED");
        await Page.Mouse.ClickAsync(x, box.Y + 4);
        await Expect(Page.Locator(".inspected h2")).ToHaveTextAsync("DATA_BLOCKED");

        await Page.Locator("[data-panel=window] .marker-remove").ClickAsync();
        await Expect(Page.Locator("[data-panel=window] .marker-entry")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_pinned_panel_stays_at_the_top_and_a_hidden_one_comes_back_on_request()
    {
        await OpenAsync(panels.Store, PanelStore.Connection);
        ILocator rates = Page.Locator("[data-panel=rates]");
        await rates.HoverAsync();
        await rates.GetByRole(AriaRole.Button, new() { Name = "Keep at the top" }).ClickAsync();
        await Expect(Page.Locator(".panel-pins [data-panel=rates]")).ToBeVisibleAsync();
        await AddressAsync("**pin=rates**");
        await Page.Locator(".stack").EvaluateAsync("(stack) => { stack.scrollTop = stack.scrollHeight; }");
        await Expect(rates).ToBeInViewportAsync();

        ILocator packets = Page.Locator("[data-panel=packets]");
        await packets.HoverAsync();
        await packets.GetByRole(AriaRole.Button, new() { Name = "Hide" }).ClickAsync();
        await Expect(packets).ToHaveCountAsync(0);
        await Page.Locator(".add-panel").ClickAsync();
        await Page.Locator(".chooser-item", new() { HasText = "hidden panel" }).ClickAsync();
        await Expect(packets).ToBeVisibleAsync();

        await Page.GoBackAsync();
        await Expect(packets).ToHaveCountAsync(0);
        await Page.GoBackAsync();
        await Expect(packets).ToBeVisibleAsync();
        await Page.GoBackAsync();
        await Expect(Page.Locator(".panel-list [data-panel=rates]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_values_are_zoomed_at_their_axis_and_shown_whole_again()
    {
        await OpenAsync(panels.Store, PanelStore.Connection);
        ILocator axis = Page.Locator("[data-panel=window] .value-axis");
        await Expect(Plot("window")).ToHaveAttributeAsync("aria-description", new Regex("^0"));
        string whole = (await Plot("window").GetAttributeAsync("aria-description"))!;
        await axis.HoverAsync();

        await Page.Mouse.WheelAsync(0, -200);
        await Expect(Plot("window")).Not.ToHaveAttributeAsync("aria-description", whole);
        await AddressAsync(static url => Regex.IsMatch(url, "panel=window%7Ey[0-9.]+"));
        Assert.Null(Range());

        await axis.DblClickAsync();
        await Expect(Plot("window")).ToHaveAttributeAsync("aria-description", whole);
        Assert.Null(Range());

        await axis.FocusAsync();
        await Page.Keyboard.PressAsync("+");
        await Expect(Plot("window")).Not.ToHaveAttributeAsync("aria-description", whole);
        await Page.Keyboard.PressAsync("0");
        await Expect(Plot("window")).ToHaveAttributeAsync("aria-description", whole);
    }

    [Fact]
    public async Task A_panels_mode_and_axis_are_in_the_address_and_Back_undoes_them()
    {
        await OpenAsync(panels.Store, PanelStore.Connection);
        ILocator panel = Page.Locator("[data-panel=window]");
        ILocator mode = panel.Locator(".panel-mode");
        await panel.HoverAsync();
        await mode.SelectOptionAsync("rate");
        await AddressAsync("**panel=window%7Erate**");
        await Expect(panel.Locator(".panel-note")).ToContainTextAsync("per second, averaged over");
        await panel.Locator(".panel-average").SelectOptionAsync("100000000");
        await Expect(panel.Locator(".panel-note")).ToContainTextAsync("averaged over 100 ms at least");
        await panel.GetByRole(AriaRole.Button, new() { Name = "A logarithmic axis" }).ClickAsync();
        await AddressAsync("**panel=window%7Erate%7Elog%7Eavg100000000**");

        await Page.GoBackAsync();
        await Page.GoBackAsync();
        await Page.GoBackAsync();
        await Expect(mode).ToHaveValueAsync("value");
        await Expect(panel.Locator(".panel-note")).ToContainTextAsync("Congestion window");
    }

    [Fact]
    public async Task Packets_are_placed_by_bytes_at_the_press_of_a_button()
    {
        await OpenAsync(panels.Store, PanelStore.Connection);
        ILocator panel = Page.Locator("[data-panel=packets]");
        await panel.HoverAsync();
        await panel.GetByRole(AriaRole.Button, new() { Name = "by bytes" }).ClickAsync();

        await Expect(panel.GetByText("acked + window")).ToBeVisibleAsync();
        await AddressAsync("**panel=packets%7Ebytes**");
        await Page.GoBackAsync();
        await Expect(panel.GetByText("acked + window")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_click_on_a_packet_placed_by_bytes_leads_to_its_row()
    {
        RecordedEvent sent = panels.Events.Single(static one => one.EventType == 0x009 && (one.Words[0] & 0xFFFF) == 700);
        await OpenAsync(panels.Store, PanelStore.Connection, $"&from={sent.TNs - 400_000}&to={sent.TNs + 400_000}&panel=packets~bytes");
        await ExpectStillAsync(Plot("packets"));
        LocatorBoundingBoxResult box = (await Plot("packets").BoundingBoxAsync())!;
        float x = box.X + 64 + ((box.Width - 64) / 2);
        ILocator hover = Page.Locator("[data-panel=packets] .hover");
        await Expect(Page.Locator("[data-panel=packets] .legend-entry", new() { HasText = "sent" }).First.Locator(".legend-value")).Not.ToHaveTextAsync("–");

        bool found = false;
        for (float y = box.Y + 4; y < box.Y + box.Height && !found; y += 4)
        {
            await Page.Mouse.MoveAsync(x, y);
            found = await hover.IsVisibleAsync() && (await hover.Locator("strong").TextContentAsync())!.StartsWith("PACKET_SENT_SIZED at", StringComparison.Ordinal);
            if (found)
            {
                await Page.Mouse.ClickAsync(x, y);
            }
        }

        Assert.True(found, "Nowhere in the packet's column did the page name it.");
        await Expect(Page.Locator(".inspected h2")).ToHaveTextAsync("PACKET_SENT_SIZED");
        await Expect(Page.Locator(".table-row[aria-selected=true]")).ToContainTextAsync("packet_number 700");
    }
}
