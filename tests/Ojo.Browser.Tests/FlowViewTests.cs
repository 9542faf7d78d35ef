using System.Globalization;
using Microsoft.Playwright;
using Ojo.Browser.Tests.Support;
using Ojo.Storage;
using Ojo.Storage.Queries;
using static Microsoft.Playwright.Assertions;

namespace Ojo.Browser.Tests;

public sealed class FlowViewTests(ChromiumFixture chromium, TransferStore transfer) : PageTest(chromium)
{
    [Fact]
    public async Task A_click_in_the_list_opens_the_flow_with_its_panels()
    {
        await Page.GotoAsync(transfer.Store.Address.ToString());
        await Page.Locator("[data-flow='1-7']").ClickAsync();

        foreach (string panel in (string[])["packets", "window", "rtt", "lanes"])
        {
            await Expect(Plot(panel)).ToBeVisibleAsync();
        }

        FlowDetails flow = transfer.Store.Reader.GetFlow(TransferStore.Download)!;
        await Expect(Page.Locator(".flow-facts")).ToContainTextAsync($"{Grouped(flow.Row.Events)} events");
        await Expect(Page.Locator(".flow-facts")).ToContainTextAsync("edge-proxy@node-4 4121");
        await AddressAsync("**/?flow=1-7");
    }

    [Fact]
    public async Task The_distribution_counts_what_the_store_counts()
    {
        await OpenAsync(transfer.Store, TransferStore.Download);

        FlowDetails flow = transfer.Store.Reader.GetFlow(TransferStore.Download)!;
        await Expect(Page.Locator(".distribution .type")).ToHaveCountAsync(flow.Types.Count);
        foreach (TypeCount type in flow.Types)
        {
            ILocator entry = Page.Locator(".distribution .type", new() { Has = Page.GetByText(type.Name, new() { Exact = true }) });
            await Expect(entry.Locator(".type-count")).ToHaveTextAsync(Grouped(type.Count));
        }
    }

    [Fact]
    public async Task A_click_on_a_type_narrows_the_table_to_it()
    {
        await OpenAsync(transfer.Store, TransferStore.Download);

        await Page.Locator(".distribution button.type", new() { HasText = "SSTHRESH_UPDATED" }).ClickAsync();

        IReadOnlyList<EventRow> expected = Events(transfer.Store.Reader, TransferStore.Download, null, "SSTHRESH_UPDATED");
        int all = Events(transfer.Store.Reader, TransferStore.Download).Count;
        await Expect(Page.Locator(".table-count")).ToHaveTextAsync($"{Grouped(expected.Count)} of {Grouped(all)} in view");
        await Expect(Page.Locator(".table-scroll")).ToHaveAttributeAsync("aria-rowcount", expected.Count.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(expected.Select(static one => one.Id.ToString(CultureInfo.InvariantCulture)), await TableEventsAsync());
    }

    [Fact]
    public async Task A_panel_whose_events_are_missing_says_what_to_record()
    {
        await OpenAsync(transfer.Store, TransferStore.Game);

        ILocator window = Page.Locator("[data-panel=window]");
        await Expect(window).ToContainTextAsync("No congestion events in this flow: record CWND_UPDATED to see this panel");
        await Expect(window.Locator("code")).ToHaveTextAsync("tracer.RecordCwndUpdated(flowId, cwnd);");
    }

    [Fact]
    public async Task A_gap_says_how_many_events_are_missing_and_why()
    {
        await OpenAsync(transfer.Store, TransferStore.Download);
        (float x, float y) = await PointAsync("window", 1_540_000_000);

        await Page.Mouse.MoveAsync(x, y);

        await Expect(Page.Locator("[data-panel=window] .hover")).ToContainTextAsync("4410 events were lost here");
        await Expect(Page.Locator("[data-panel=window] .hover")).ToContainTextAsync("the buffer was full");
        await Expect(Page.Locator(".flow-facts")).ToContainTextAsync("4410 events not recorded in this run");
    }

    [Fact]
    public async Task The_values_at_the_cursor_are_those_of_the_last_events_before_it()
    {
        await OpenAsync(transfer.Store, TransferStore.Download, "&from=400000000&to=480000000");
        (float x, float y) = await PointAsync("window", 441_300_000);
        await Page.Mouse.MoveAsync(x, y);

        ILocator axis = Page.Locator(".axis-time");
        await Expect(axis).ToHaveAttributeAsync("title", new System.Text.RegularExpressions.Regex("since the run's start"));
        string digits = new([.. (await axis.GetAttributeAsync("title"))!.TakeWhile(static c => c != 'n').Where(char.IsAsciiDigit)]);
        long at = long.Parse(digits, CultureInfo.InvariantCulture);
        Assert.InRange(at, 441_000_000, 441_600_000);

        IReadOnlyList<EventRow> before = Events(transfer.Store.Reader, TransferStore.Download, (0, at + 1));
        await ExpectValueAsync("window", "window", LastOf(before, "CWND_UPDATED"), " bytes");
        await ExpectValueAsync("window", "in flight", LastOf(before, "BYTES_IN_FLIGHT_UPDATED"), " bytes");
        await ExpectValueAsync("rtt", "latest", LastOf(before, "RTT_UPDATED"), " us");
        await Expect(Entry("packets", "sent").Locator(".legend-value")).ToHaveTextAsync(Grouped(LastOf(before, "PACKET_SENT")));
        await Expect(Entry("packets", "acked").Locator(".legend-value")).ToHaveTextAsync(Grouped(LastOf(before, "PACKET_ACKED")));
    }

    [Fact]
    public async Task Of_a_part_of_the_flow_the_inspector_says_what_was_done_in_it()
    {
        await OpenAsync(transfer.Store, TransferStore.Download);
        await Expect(Page.Locator(".in-range")).ToBeHiddenAsync();
        FlowDetails flow = transfer.Store.Reader.GetFlow(TransferStore.Download)!;
        long to = flow.Row.FirstNs + ((flow.Row.LastNs - flow.Row.FirstNs) / 2);

        await OpenAsync(transfer.Store, TransferStore.Download, $"&from={flow.Row.FirstNs}&to={to}");

        RangeStatistics range = transfer.Store.Reader.GetRange(new RangeQuery { Flow = TransferStore.Download, FromNs = flow.Row.FirstNs, ToNs = to });
        await Expect(Page.Locator(".in-range")).ToContainTextAsync("In view");
        await Expect(Page.Locator(".in-range dl")).ToContainTextAsync($"packets sent{Grouped(range.PacketsSent!.Value)}");
    }

    [Fact]
    public async Task A_click_on_a_mark_selects_its_event_in_inspector_and_table_and_shows_the_packets_life()
    {
        const ulong Number = 40;
        EventRow sent = Events(transfer.Store.Reader, TransferStore.Download, null, "PACKET_SENT").Single(static one => one.Payload == Number);
        EventRow acked = Events(transfer.Store.Reader, TransferStore.Download, null, "PACKET_ACKED").Single(static one => one.Payload == Number);
        await OpenAsync(transfer.Store, TransferStore.Download, $"&from={sent.TNs - 400_000}&to={sent.TNs + 400_000}");
        await Expect(Entry("packets", "sent").Locator(".legend-value")).Not.ToHaveTextAsync("–");

        // The mark stands in its own time's column; its row on the screen is found by looking down the column.
        (float x, float _) = await PointAsync("packets", sent.TNs);
        LocatorBoundingBoxResult box = (await Plot("packets").BoundingBoxAsync())!;
        ILocator hover = Page.Locator("[data-panel=packets] .hover");
        bool found = false;
        for (float y = box.Y + 4; y < box.Y + box.Height && !found; y += 4)
        {
            await Page.Mouse.MoveAsync(x, y);
            found = await hover.IsVisibleAsync() && (await hover.Locator("strong").TextContentAsync()) == $"PACKET_SENT {Number}";
            if (found)
            {
                await Page.Mouse.ClickAsync(x, y);
            }
        }

        Assert.True(found, "Nowhere in the packet's column did the page name it.");
        await Expect(Page.Locator(".inspected h2")).ToHaveTextAsync("PACKET_SENT");
        await Expect(Page.Locator($".table-row[data-event='{sent.Id}']")).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(Page.Locator(".life-step")).ToHaveCountAsync(2);
        await Page.Locator(".life-step", new() { HasText = "acked" }).ClickAsync();
        await Expect(Page.Locator(".inspected h2")).ToHaveTextAsync("PACKET_ACKED");
        await AddressAsync($"**event={acked.Id}%40{acked.TNs}**");
    }

    private ILocator Entry(string panel, string label) =>
        Page.Locator($"[data-panel={panel}] .legend-entry", new() { Has = Page.GetByText(label, new() { Exact = true }) });

    private async Task ExpectValueAsync(string panel, string label, long value, string unit) =>
        await Expect(Entry(panel, label).Locator(".legend-value")).ToHaveAttributeAsync("title", Grouped(value) + unit);

    private static long LastOf(IReadOnlyList<EventRow> events, string name)
    {
        object? value = events.Last(one => one.Name == name).Fields[0].Value;
        return Convert.ToInt64(value, CultureInfo.InvariantCulture);
    }

    /// <summary>Where a time is on the screen, in the middle of a panel.</summary>
    private async Task<(float X, float Y)> PointAsync(string panel, long tNs)
    {
        LocatorBoundingBoxResult box = (await Plot(panel).BoundingBoxAsync())!;
        (long from, long to) = Range() ?? WholeRange();
        const float Gutter = 64;
        return (box.X + Gutter + ((box.Width - Gutter) * (tNs - from) / (to - from)), box.Y + (box.Height / 2));
    }

    private (long From, long To) WholeRange()
    {
        FlowRow row = transfer.Store.Reader.GetFlow(TransferStore.Download)!.Row;
        long air = (long)Math.Ceiling((row.LastNs - row.FirstNs) * 0.01);
        return (row.FirstNs - air, row.LastNs + air);
    }
}
