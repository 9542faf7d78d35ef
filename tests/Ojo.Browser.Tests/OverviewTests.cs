using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Ojo.Browser.Tests.Support;
using Ojo.Catalogue;
using Ojo.Storage.Queries;
using static Microsoft.Playwright.Assertions;

namespace Ojo.Browser.Tests;

/// <summary>What the page says of a whole store.</summary>
public sealed partial class OverviewTests(ChromiumFixture chromium, TransferStore transfer) : PageTest(chromium)
{
    private ILocator Rows => Page.Locator(".flow-table tbody tr");

    private ILocator Filter => Page.GetByRole(AriaRole.Combobox, new() { Name = "Filter" });

    [Fact]
    public async Task What_was_lost_is_said_with_its_cause_its_number_and_where()
    {
        await GotoAsync("/");

        ILocator loss = Page.Locator(".missing-loss");
        await Expect(loss).ToContainTextAsync("4410 events were not recorded: the tracer had no room for them.");
        await Expect(loss).ToContainTextAsync("edge-proxy@node-4 4121");
        await Expect(loss).ToContainTextAsync("TracerOptions.BufferSize");
        await loss.GetByRole(AriaRole.Button, new() { Name = "Show where" }).ClickAsync();

        await Expect(Filter).ToHaveValueAsync("run:1 t:1500000000ns..1580000000ns");
    }

    [Fact]
    public async Task Events_that_a_usual_view_would_need_are_named_with_the_line_that_records_them()
    {
        await using ExploredStore store = new();
        TraceScript run = store.Run("sparse", "host", 1, TransferStore.StartNs);
        run.Add(1_000_000, 7, 0x002, 1).Add(2_000_000, 7, 0x002, 2);
        store.Ingest(run);
        await store.StartAsync();

        await Page.GotoAsync(store.Address.ToString());

        ILocator entry = Page.Locator(".missing-type").Filter(new() { HasText = "RTT" });
        await Expect(entry).ToContainTextAsync("record RTT_UPDATED to see this panel");
        await Expect(entry.Locator("code")).ToContainTextAsync("tracer.RecordRttUpdated(flowId");
        await Expect(Page.Locator(".missing-type").Filter(new() { HasText = "Nothing to draw under “Packets”" })).ToHaveCountAsync(0);
        await Expect(Page.Locator(".missing-loss")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_distribution_adds_up_to_the_runs_events_and_dragging_over_it_lists_only_that_time()
    {
        await GotoAsync("/");
        StoredRun run = transfer.Store.Reader.GetRuns().OrderByDescending(static one => one.Events).First();
        ILocator plot = Page.Locator(".stacks");
        await Expect(plot).ToHaveAttributeAsync("aria-label", new Regex($"^{Regex.Escape(Grouped(run.Events))} events of edge-proxy"));

        LocatorBoundingBoxResult box = (await plot.BoundingBoxAsync())!;
        await Page.Mouse.MoveAsync(box.X + (box.Width * 0.25f), box.Y + 50);
        await Page.Mouse.DownAsync();
        await Page.Mouse.MoveAsync(box.X + (box.Width * 0.4f), box.Y + 50);
        await Page.Mouse.MoveAsync(box.X + (box.Width * 0.5f), box.Y + 50);
        await Page.Mouse.UpAsync();

        await Expect(Filter).ToHaveValueAsync(TimeFilter());
        Match match = TimeFilter().Match(await Filter.InputValueAsync());
        double last = run.LastNs / 1e9;
        Assert.InRange(Seconds(match.Groups[1].Value), last * 0.23, last * 0.27);
        Assert.InRange(Seconds(match.Groups[2].Value), last * 0.48, last * 0.52);
        // The chart itself stays what it was: here one chooses the time.
        await Expect(plot).ToHaveAttributeAsync("aria-label", new Regex($"^{Regex.Escape(Grouped(run.Events))} events"));
    }

    [Fact]
    public async Task A_category_of_the_distribution_is_a_term_of_the_filter()
    {
        await GotoAsync("/");

        await Page.Locator(".stacks-legend").GetByRole(AriaRole.Button, new() { Name = "CongestionControl" }).ClickAsync();
        await Expect(Filter).ToHaveValueAsync("category:CongestionControl");

        await Page.Locator(".stacks-legend").GetByRole(AriaRole.Button, new() { Name = "CongestionControl" }).ClickAsync();
        await Expect(Filter).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Types_that_the_filter_asks_for_are_told_apart_over_time_and_no_other_is_drawn()
    {
        ILocator names = Page.Locator(".stacks-legend .stack-name > span:nth-child(2)");
        await GotoAsync("/");
        await Expect(names.Filter(new() { HasText = "CongestionControl" })).ToBeVisibleAsync();

        await GotoAsync("/?filter=type%3APACKET_SENT%2CPACKET_ACKED");

        await Expect(names).ToHaveTextAsync(["PACKET_SENT", "PACKET_ACKED"]);
        await Expect(Page.Locator(".stacks svg path")).ToHaveCountAsync(2);
        await Expect(Page.Locator(".stacks")).Not.ToHaveAttributeAsync("aria-label", new Regex("PACKET_LOST"));
    }

    [Fact]
    public async Task A_type_that_is_a_reason_for_a_snapshot_says_when()
    {
        EventDescriptor stall = new() { Id = 0x8000_1234, Name = "STALL_SEEN", Provider = "mine", Category = "Mine", SnapshotWhen = "lag > 500ms:3/1s" };
        await using ExploredStore store = new() { MoreEvents = [stall] };
        TraceScript run = store.Run("sparse", "host", 1, TransferStore.StartNs);
        store.Ingest(run.Add(1_000_000, 7, 0x002, 1).Add(2_000_000, 7, stall.Id, 2));
        await store.StartAsync();

        await Page.GotoAsync(store.Address.ToString());

        await Expect(Page.Locator(".overview .type").Filter(new() { HasText = "STALL_SEEN" })).ToContainTextAsync("snapshot when lag > 500ms:3/1s");
        await Expect(Page.Locator(".overview .type").Filter(new() { HasText = "PACKET_SENT" })).Not.ToContainTextAsync("snapshot");
    }

    [Fact]
    public async Task A_run_is_a_term_of_the_filter()
    {
        await GotoAsync("/");
        ILocator run = Page.GetByRole(AriaRole.Region, new() { Name = "Runs" }).GetByRole(AriaRole.Button, new() { Name = "edge-proxy@node-4 4121" });

        await run.ClickAsync();

        await Expect(Filter).ToHaveValueAsync("run:1");
        await Expect(run).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(Rows).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task The_numbers_move_while_the_store_grows()
    {
        await using ExploredStore store = new();
        TraceScript run = store.Run("growing", "host", 1, TransferStore.StartNs);
        long end = RenoTransfer.Record(run, 7, 1_000_000, 100, seed: 1);
        store.Ingest(run);
        await store.StartAsync();
        await Page.GotoAsync(store.Address.ToString());
        ILocator events = Page.Locator(".number").Filter(new() { HasText = "events" }).First.Locator("dd");
        ILocator rate = Page.Locator(".number").Filter(new() { HasText = "events per second" }).Locator("dd");
        await Expect(events).ToHaveTextAsync(Grouped(store.Reader.GetStatistics().Events));
        await Expect(rate).ToHaveTextAsync("–");

        RenoTransfer.Record(run, 7, end + 50_000_000, 100, seed: 2);
        store.Ingest(run);

        await Expect(events).ToHaveTextAsync(Grouped(store.Reader.GetStatistics().Events));
        await Expect(rate).ToHaveTextAsync(new Regex("^[1-9].*/s$"));
    }

    [Fact]
    public async Task Snapshots_stand_with_their_reason_and_lead_to_what_they_hold()
    {
        await Page.RouteAsync("**/api/snapshots", route => route.FulfillAsync(new()
        {
            ContentType = "application/json",
            Body = $$"""
            {"snapshots":[{"name":"snapshot_1.json","service":"edge-proxy","host":"node-4","processId":4121,"reason":"<b>CONNECTION_CLOSED</b>","takenAt":"2026-01-01T00:00:02.4000000Z",
            "startNs":"{{TransferStore.StartNs}}","windowStartNs":800000000,"windowEndNs":2400000000,"windowStartAt":"","windowEndAt":"","continues":null,"copy":false,"files":[],
            "events":184201,"overwritten":77,"lost":0}],"hasMore":false}
            """,
        }));
        await GotoAsync("/");
        ILocator row = Page.Locator(".snapshots tbody tr");
        await Expect(row).ToContainTextAsync("<b>CONNECTION_CLOSED</b>");
        await Expect(row).ToContainTextAsync(Grouped(184_201));

        await row.GetByRole(AriaRole.Button).ClickAsync();

        await Expect(Filter).ToHaveValueAsync("run:1 t:800ms..2.4s");
    }

    private async Task GotoAsync(string path)
    {
        await Page.GotoAsync(new Uri(transfer.Store.Address, path).ToString());
        await Expect(Rows.First).ToBeVisibleAsync();
    }

    private static double Seconds(string text) => text.EndsWith("ms", StringComparison.Ordinal)
        ? double.Parse(text[..^2], CultureInfo.InvariantCulture) / 1e3 : double.Parse(text[..^1], CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^run:1 t:([\d.]+m?s)\.\.([\d.]+m?s)$")]
    private static partial Regex TimeFilter();
}
