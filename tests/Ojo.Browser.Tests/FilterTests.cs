using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Ojo.Browser.Tests.Support;
using Ojo.Storage.Queries;
using static Microsoft.Playwright.Assertions;

namespace Ojo.Browser.Tests;

/// <summary>The filter box: what it offers, what it refuses, and what it lists.</summary>
public sealed class FilterTests(ChromiumFixture chromium, TransferStore transfer) : PageTest(chromium)
{
    private ILocator Box => Page.GetByRole(AriaRole.Combobox, new() { Name = "Filter" });

    private ILocator Options => Page.Locator(".completions [role=option]");

    [Fact]
    public async Task Slash_leads_to_the_box_and_what_is_typed_is_completed_by_keyboard()
    {
        await OpenAsync(transfer.Store, TransferStore.Download);

        await Page.Keyboard.PressAsync("/");
        await Expect(Box).ToBeFocusedAsync();
        await Page.Keyboard.TypeAsync("type:PACKET_LOST_TIM");
        await Expect(Options.First).ToContainTextAsync("PACKET_LOST_TIMEOUT");
        await Expect(Box).ToHaveAttributeAsync("aria-expanded", "true");
        await Page.Keyboard.PressAsync("ArrowDown");
        await Expect(Options.First).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(Box).ToHaveAttributeAsync("aria-activedescendant", (await Options.First.GetAttributeAsync("id"))!);
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Box).ToHaveValueAsync("type:PACKET_LOST_TIMEOUT ");
        await Page.Keyboard.PressAsync("Enter");

        await Expect(Page).ToHaveURLAsync(new Regex("filter=type%3APACKET_LOST_TIMEOUT"));
        await Expect(Box).ToHaveAttributeAsync("aria-expanded", "false");
        await ExpectTableAsync(Events(transfer.Store.Reader, TransferStore.Download, null, "PACKET_LOST_TIMEOUT"));
    }

    [Fact]
    public async Task A_completion_says_what_it_is_and_how_many_events_there_are_of_it()
    {
        await Page.GotoAsync(transfer.Store.Address.ToString());
        await Box.FillAsync("type:SSTHRESH");

        long count = transfer.Store.Reader.GetStatistics().Types.Where(static type => type.Name == "SSTHRESH_UPDATED").Sum(static type => type.Count);
        ILocator option = Options.Filter(new() { HasText = "SSTHRESH_UPDATED" });
        await Expect(option.Locator(".completion-count")).ToHaveTextAsync(Grouped(count));
        await Expect(option.Locator(".completion-about")).Not.ToBeEmptyAsync();
    }

    [Fact]
    public async Task What_is_wrong_is_underlined_and_Tab_writes_what_was_probably_meant()
    {
        await Page.GotoAsync(transfer.Store.Address.ToString());
        await Box.FillAsync("flow:7 type:PACKET_SEMT t:1s..2s");
        await Page.Keyboard.PressAsync("Enter");

        await Expect(Page.Locator(".filter-paint .wrong")).ToHaveTextAsync("PACKET_SEMT");
        await Expect(Box).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(Page.Locator(".filter-fault")).ToContainTextAsync("PACKET_SEMT");
        await Page.Keyboard.PressAsync("Tab");

        await Expect(Box).ToHaveValueAsync("flow:7 type:PACKET_SENT t:1s..2s");
        await Expect(Box).Not.ToHaveAttributeAsync("aria-invalid", "true");
        Assert.DoesNotContain("filter=", Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_term_has_the_colour_of_its_kind()
    {
        await Page.GotoAsync(transfer.Store.Address.ToString());
        await Box.FillAsync("type:PACKET_SENT flow:7 t:1s..2s packet_number<20");

        foreach ((string kind, string text) in ((string, string)[])[("type", "type:PACKET_SENT"), ("flow", "flow:7"), ("time", "t:1s..2s"), ("field", "packet_number<20")])
        {
            await Expect(Page.Locator($".filter-paint .term-{kind}")).ToHaveTextAsync(text);
        }
    }

    [Fact]
    public async Task The_table_lists_exactly_what_passes_and_says_how_many_of_how_many()
    {
        await OpenAsync(transfer.Store, TransferStore.Download, "&filter=type%3APACKET_SENT+t%3A300ms..330ms+packet_number%3E%3D100");
        IReadOnlyList<EventRow> all = Events(transfer.Store.Reader, TransferStore.Download);
        IReadOnlyList<EventRow> passing = [.. Events(transfer.Store.Reader, TransferStore.Download, (300_000_000, 330_000_000), "PACKET_SENT").Where(static row => row.Payload >= 100)];
        Assert.NotEmpty(passing);

        await ExpectTableAsync(passing);
        await Expect(Page.Locator(".table-count")).ToHaveTextAsync($"{Grouped(passing.Count)} of {Grouped(all.Count)} in view");
        await Expect(Page.Locator(".filter-note")).ToContainTextAsync("the charts show everything");
    }

    [Fact]
    public async Task A_click_on_a_type_adds_its_term_another_takes_it_away_and_Back_undoes()
    {
        await OpenAsync(transfer.Store, TransferStore.Download, "&filter=t%3A..5s");
        ILocator sent = Page.Locator(".distribution button.type").Filter(new() { Has = Page.GetByText("PACKET_SENT", new() { Exact = true }) });
        ILocator acked = Page.Locator(".distribution button.type").Filter(new() { Has = Page.GetByText("PACKET_ACKED", new() { Exact = true }) });

        await sent.ClickAsync();
        await Expect(Box).ToHaveValueAsync("t:..5s type:PACKET_SENT");
        await Expect(sent).ToHaveAttributeAsync("aria-pressed", "true");
        await acked.ClickAsync();
        await Expect(Box).ToHaveValueAsync("t:..5s type:PACKET_SENT,PACKET_ACKED");
        await sent.ClickAsync();
        await Expect(Box).ToHaveValueAsync("t:..5s type:PACKET_ACKED");
        await Page.GoBackAsync();

        await Expect(Box).ToHaveValueAsync("t:..5s type:PACKET_SENT,PACKET_ACKED");
        await Expect(sent).ToHaveAttributeAsync("aria-pressed", "true");
    }

    [Fact]
    public async Task The_filter_stays_from_flow_to_flow_and_the_list_keeps_flows_that_have_such_events()
    {
        await Page.GotoAsync(new Uri(transfer.Store.Address, "/?filter=type%3ASSTHRESH_UPDATED").ToString());
        ILocator flows = Page.Locator(".flow-line");
        await Expect(flows).Not.ToHaveCountAsync(0);
        await Expect(Page.Locator("[data-flow='2-77']")).ToHaveCountAsync(0);

        await Page.Locator("[data-flow='1-7']").ClickAsync();

        await Expect(Page.Locator(".table-row .type-name").First).ToHaveTextAsync("SSTHRESH_UPDATED");
        await ExpectTableAsync(Events(transfer.Store.Reader, TransferStore.Download, null, "SSTHRESH_UPDATED"));
    }

    [Fact]
    public async Task Escape_puts_the_list_away_then_takes_back_what_was_typed_then_leaves()
    {
        await Page.GotoAsync(new Uri(transfer.Store.Address, "/?filter=flow%3A7").ToString());
        await Page.Keyboard.PressAsync("/");
        await Page.Keyboard.PressAsync("End");
        await Page.Keyboard.TypeAsync(" type:");
        await Expect(Options.First).ToBeVisibleAsync();

        await Page.Keyboard.PressAsync("Escape");
        await Expect(Options.First).ToBeHiddenAsync();
        await Expect(Box).ToHaveValueAsync("flow:7 type:");
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Box).ToHaveValueAsync("flow:7");
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Box).Not.ToBeFocusedAsync();
    }

    private async Task ExpectTableAsync(IReadOnlyList<EventRow> events)
    {
        await Expect(Page.Locator(".table-row").First).ToHaveAttributeAsync("data-event", $"{events[0].Id}");
        Assert.Equal(events.Select(static row => $"{row.Id}"), await TableEventsAsync());
    }
}
