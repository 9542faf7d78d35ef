using System.Globalization;
using Microsoft.Playwright;
using Ojo.Browser.Tests.Support;
using Ojo.Storage;
using Ojo.Storage.Queries;
using static Microsoft.Playwright.Assertions;

namespace Ojo.Browser.Tests;

/// <summary>A store that grows while somebody looks at it.</summary>
public sealed class LiveTests(ChromiumFixture chromium) : PageTest(chromium), IAsyncDisposable
{
    private static readonly FlowKey s_flow = new(1, 7);
    private readonly ExploredStore _store = new();

    [Fact]
    public async Task New_events_appear_in_the_counts_the_table_and_the_charts_without_a_reload()
    {
        TraceScript run = _store.Run("growing", "host", 1, TransferStore.StartNs);
        long end = RenoTransfer.Record(run, 7, 1_000_000, 200, seed: 1);
        _store.Ingest(run);
        await _store.StartAsync();
        await OpenAsync(_store, s_flow);
        await ExpectEverythingAsync();

        RenoTransfer.Record(run, 7, end + 50_000_000, 150, seed: 2);
        run.Add(end + 60_000_000, 99, 0x002, 1);
        _store.Ingest(run);

        await ExpectEverythingAsync();
        await Expect(Page.Locator("[data-flow='1-99']")).ToBeVisibleAsync();
        // The charts have the tail: the last value at their right edge is the newest.
        EventRow newest = Events(_store.Reader, s_flow, null, "PACKET_SENT")[^1];
        await Expect(Page.Locator("[data-panel=packets] .legend-entry", new() { HasText = "sent" }).First.Locator(".legend-value"))
            .ToHaveTextAsync(Grouped((long)newest.Payload));
    }

    [Fact]
    public async Task A_view_that_follows_stays_at_the_newest_events()
    {
        TraceScript run = _store.Run("growing", "host", 1, TransferStore.StartNs);
        long end = RenoTransfer.Record(run, 7, 1_000_000, 400, seed: 1);
        _store.Ingest(run);
        await _store.StartAsync();
        await OpenAsync(_store, s_flow, $"&from={end - 50_000_000}&to={end}");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Follow" }).ClickAsync();
        await AddressAsync("**follow=1**");

        long later = RenoTransfer.Record(run, 7, end + 200_000_000, 100, seed: 2);
        _store.Ingest(run);

        await AddressAsync(url => Range(url) is { } range && range.To >= later);
        (long from, long to) = Range()!.Value;
        Assert.Equal(50_000_000, to - from, tolerance: 2);
        EventRow last = Events(_store.Reader, s_flow)[^1];
        await Expect(Page.Locator($".table-row[data-event='{last.Id}']")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_link_to_a_flow_that_is_still_to_come_opens_it_when_it_has_come()
    {
        TraceScript run = _store.Run("growing", "host", 1, TransferStore.StartNs);
        run.Add(1_000_000, 1, 0x002, 1);
        _store.Ingest(run);
        await _store.StartAsync();
        await Page.GotoAsync(new Uri(_store.Address, "/?flow=1-7").ToString());
        await Expect(Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();

        RenoTransfer.Record(run, 7, 2_000_000, 30, seed: 1);
        _store.Ingest(run);

        await Expect(Page.Locator(".flow-name")).ToHaveTextAsync("flow 7");
        await ExpectEverythingAsync();
        ForgiveFailedRequests();
    }

    [Fact]
    public async Task A_flow_of_an_hour_still_shows_its_newest_second()
    {
        TraceScript run = _store.Run("long", "host", 1, TransferStore.StartNs);
        long hour = 3_600_000_000_000;
        run.Add(1_000_000, 7, 0x002, 1).Add(hour, 7, 0x002, 2);
        _store.Ingest(run);
        await _store.StartAsync();
        await OpenAsync(_store, s_flow);
        ILocator sent = Page.Locator("[data-panel=packets] .legend-value");
        await Expect(sent).ToHaveTextAsync("2");

        run.Add(hour + 900_000_000, 7, 0x002, 3);
        _store.Ingest(run);

        await Expect(sent).ToHaveTextAsync("3");
    }

    [Fact]
    public async Task A_view_that_holds_still_is_left_alone()
    {
        TraceScript run = _store.Run("growing", "host", 1, TransferStore.StartNs);
        long end = RenoTransfer.Record(run, 7, 1_000_000, 300, seed: 1);
        _store.Ingest(run);
        await _store.StartAsync();
        await OpenAsync(_store, s_flow, "&from=50000000&to=90000000");
        string? first = await Page.Locator(".table-row").First.GetAttributeAsync("data-event");

        RenoTransfer.Record(run, 7, end + 1_000_000, 100, seed: 2);
        _store.Ingest(run);
        await Expect(Page.Locator(".flow-facts")).ToContainTextAsync($"{Grouped(Events(_store.Reader, s_flow).Count)} events");

        Assert.Equal((50_000_000, 90_000_000), Range());
        await Expect(Page.Locator(".table-row").First).ToHaveAttributeAsync("data-event", first!);
    }

    [Fact]
    public async Task Before_the_first_traces_the_page_waits_and_says_so()
    {
        await _store.StartAsync();
        await Page.GotoAsync(_store.Address.ToString());
        await Expect(Page.Locator(".live")).ToContainTextAsync("waiting for traces");
        await Expect(Page.Locator(".overview")).ToContainTextAsync("Waiting for traces.db: there is no such file yet");
        await Expect(Page.Locator(".sidebar")).ToContainTextAsync("No flows yet");

        TraceScript run = _store.Run("late", "host", 1, TransferStore.StartNs);
        RenoTransfer.Record(run, 7, 1_000_000, 50, seed: 1);
        _store.Ingest(run);

        await Expect(Page.Locator("[data-flow='1-7']")).ToBeVisibleAsync();
        await Expect(Page.Locator(".numbers")).ToContainTextAsync(Grouped(Events(_store.Reader, s_flow).Count));
        ForgiveFailedRequests();
    }

    [Fact]
    public async Task When_the_explorer_goes_the_page_says_so_and_goes_on_when_it_is_back()
    {
        TraceScript run = _store.Run("flaky", "host", 1, TransferStore.StartNs);
        long end = RenoTransfer.Record(run, 7, 1_000_000, 100, seed: 1);
        _store.Ingest(run);
        await _store.StartAsync();
        await OpenAsync(_store, s_flow);

        await _store.StopAsync();
        await Expect(Page.Locator(".live")).ToContainTextAsync("disconnected");
        await Expect(Page.Locator(".table-row").First).ToBeVisibleAsync();

        RenoTransfer.Record(run, 7, end + 1_000_000, 60, seed: 2);
        _store.Ingest(run);
        await _store.StartAsync();

        await Expect(Page.Locator(".live-state")).ToHaveTextAsync("live");
        await ExpectEverythingAsync();
        ForgiveFailedRequests();
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        try
        {
            await base.DisposeAsync();
        }
        finally
        {
            await _store.DisposeAsync();
        }
    }

    private async Task ExpectEverythingAsync()
    {
        IReadOnlyList<EventRow> events = Events(_store.Reader, s_flow);
        await Expect(Page.Locator(".flow-facts")).ToContainTextAsync($"{Grouped(events.Count)} events");
        await Expect(Page.Locator(".table-count")).ToHaveTextAsync($"{Grouped(events.Count)} in view");
        await Page.Locator(".table-scroll").PressAsync("End");
        await Expect(Page.Locator($".table-row[data-event='{events[^1].Id.ToString(CultureInfo.InvariantCulture)}']")).ToBeVisibleAsync();
    }
}
