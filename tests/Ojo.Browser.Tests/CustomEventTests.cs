using Microsoft.Playwright;
using Ojo.Browser.Tests.Support;
using Ojo.Storage.Queries;
using static Microsoft.Playwright.Assertions;

namespace Ojo.Browser.Tests;

/// <summary>Event types that no part of Ojo knows show themselves by what their schema says.</summary>
public sealed class CustomEventTests(ChromiumFixture chromium, TransferStore transfer) : PageTest(chromium)
{
    [Fact]
    public async Task Its_amounts_are_drawn_one_panel_per_unit()
    {
        await OpenAsync(transfer.Store, TransferStore.Game);

        ILocator panels = Page.Locator(".panel", new() { Has = Page.Locator(".panel-title", new() { HasText = "SNAPSHOT_TAKEN" }) });
        await Expect(panels).ToHaveCountAsync(2);
        await Expect(panels.First.Locator(".legend-label")).ToHaveTextAsync("entities");
        await Expect(panels.First.Locator(".panel-note")).ToHaveTextAsync("The server wrote down the world");
        await Expect(panels.First.Locator(".legend-value")).ToContainTextAsync("entities");
        await Expect(panels.Last.Locator(".legend-label")).ToHaveTextAsync("cost");
        await Expect(panels.Last.Locator(".legend-value")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("ms$"));
    }

    [Fact]
    public async Task Its_fields_stand_in_the_table_with_their_names_and_units()
    {
        await OpenAsync(transfer.Store, TransferStore.Game);

        EventRow first = Events(transfer.Store.Reader, TransferStore.Game)[0];
        ILocator row = Page.Locator($".table-row[data-event='{first.Id}']");
        await Expect(row.Locator(".type-name")).ToHaveTextAsync("SNAPSHOT_TAKEN");
        await Expect(row.Locator(".cell-fields")).ToHaveTextAsync("tick 0entities 100\u202fentitiescost 1.50\u202fms");
        await row.ClickAsync();
        await Expect(Page.Locator(".inspected .facts").First).ToContainTextAsync("entities100\u202fentities");
        await Expect(Page.Locator(".inspected")).ToContainTextAsync("game.netcode");
    }

    [Fact]
    public async Task Its_states_are_bands_named_at_the_cursor()
    {
        await OpenAsync(transfer.Store, TransferStore.Game, "&from=500000000&to=900000000");
        ILocator lanes = Page.Locator("[data-panel=lanes]");
        await lanes.ScrollIntoViewIfNeededAsync();

        ILocator phase = lanes.Locator(".legend-entry", new() { HasText = "PHASE_ENTERED" });
        await Expect(phase.Locator(".legend-value")).ToHaveTextAsync("lobby");
    }

    [Fact]
    public async Task An_event_without_fields_has_a_lane_of_its_own()
    {
        await OpenAsync(transfer.Store, TransferStore.Game);

        ILocator lane = Page.Locator("[data-panel=lanes] .legend-entry", new() { HasText = "PLAYER_JOINED" });
        await Expect(lane.Locator(".legend-value")).ToHaveTextAsync("4");
    }

    [Fact]
    public async Task Names_from_a_trace_are_text_and_never_markup()
    {
        await OpenAsync(transfer.Store, TransferStore.Game);

        await Expect(Page.Locator(".flow-facts")).ToContainTextAsync(TransferStore.HostileService);
        await Expect(Page.Locator(".distribution .type-name", new() { HasText = CustomEvents.HostileName })).ToBeVisibleAsync();
        await Page.Locator(".distribution button.type", new() { HasText = CustomEvents.HostileName }).ClickAsync();
        await Expect(Page.Locator(".table-count")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^4 of "));
        await Expect(Page.Locator(".table-row .field-name").First).ToHaveTextAsync(CustomEvents.HostileField);
        await Page.Locator(".table-row").First.ClickAsync();
        await Expect(Page.Locator(".inspected h2")).ToHaveTextAsync(CustomEvents.HostileName);
        await Expect(Page.Locator(".inspected .about").First).ToHaveTextAsync("<svg onload=alert(3)>");
        await Page.ReloadAsync();
        await Expect(Page.GetByRole(AriaRole.Combobox, new() { Name = "Filter" })).ToHaveValueAsync($"type:\"{CustomEvents.HostileName}\"");
        await Expect(Page.Locator(".filter-paint")).ToHaveTextAsync($"type:\"{CustomEvents.HostileName}\"");
        Assert.Equal(0, await Page.Locator("img:not([src='/icon.svg']), .app script, .app b, .app i, svg[onload]").CountAsync());
    }
}
