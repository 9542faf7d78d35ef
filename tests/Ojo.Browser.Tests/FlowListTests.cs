using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Ojo.Browser.Tests.Support;
using Ojo.Storage;
using Ojo.Storage.Queries;
using static Microsoft.Playwright.Assertions;

namespace Ojo.Browser.Tests;

public sealed class FlowListTests(ChromiumFixture chromium, TransferStore transfer) : PageTest(chromium)
{
    private ILocator Flows => Page.Locator(".flow-line");

    [Fact]
    public async Task Each_flow_stands_with_its_number_of_events_and_its_loss()
    {
        await GotoListAsync();
        FlowPage page = transfer.Store.Reader.GetFlows(new FlowQuery { Limit = 100 });

        await Expect(Flows).ToHaveCountAsync(page.Flows.Count);
        foreach (FlowRow flow in page.Flows.Where(static flow => flow.Events < 10_000).Take(20))
        {
            ILocator line = Page.Locator($"[data-flow='{flow.Flow}']");
            await Expect(line.Locator(".flow-id")).ToContainTextAsync(flow.Flow.FlowId.ToString(null, null));
            await Expect(line.Locator(".flow-events")).ToHaveTextAsync(Grouped(flow.Events));
            if (flow.PacketsLost > 0)
            {
                await Expect(line.Locator(".flow-lost")).ToHaveAttributeAsync("title", $"{Grouped(flow.PacketsLost)} of {Grouped(flow.PacketsSent)} packets lost");
            }
        }

        await Expect(Page.Locator(".flows-status")).ToHaveTextAsync($"1–100 of {page.Total} flows");
    }

    [Fact]
    public async Task A_flow_stands_with_its_events_over_its_life_in_columns()
    {
        const int Parts = 24;
        await GotoListAsync();
        IReadOnlyList<EventRow> events = transfer.Store.Reader.GetEvents(new EventQuery { Flow = TransferStore.Child, Limit = 10_000 }).Events;
        (long first, long last) = (events[0].TNs, events[^1].TNs);
        var counts = new int[Parts];
        foreach (EventRow row in events)
        {
            counts[Math.Min(Parts - 1, (row.TNs - first) * Parts / (last - first))]++;
        }

        string path = (await Page.Locator($"[data-flow='{TransferStore.Child}'] .sparkline path").GetAttributeAsync("d"))!;

        // A column: M x 16 v-height h width v height z, over 64 × 16, the highest of 15.
        var drawn = new double[Parts];
        foreach (Match column in Regex.Matches(path, @"M([\d.]+) 16v-([\d.]+)"))
        {
            drawn[(int)Math.Round(Number(column.Groups[1].ValueSpan) * Parts / 64)] = Number(column.Groups[2].ValueSpan);
        }

        Assert.True(counts.Distinct().Count() > 4, "The flow is too even for a test.");
        int most = counts.Max();
        for (int part = 0; part < Parts; part++)
        {
            double wanted = counts[part] == 0 ? 0 : Math.Max(1.5, counts[part] * 15.0 / most);
            Assert.InRange(drawn[part], wanted - (15.0 / most) - 0.01, wanted + (15.0 / most) + 0.01);
        }

        static double Number(ReadOnlySpan<char> digits) => double.Parse(digits, CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task A_child_stands_right_below_its_parent()
    {
        await GotoListAsync();

        await Expect(Page.Locator(".flows li:has([data-flow='1-7']) + li.child [data-flow='1-9']")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task More_flows_than_a_page_holds_come_on_request()
    {
        await GotoListAsync();
        await Expect(Flows).ToHaveCountAsync(100);

        await Page.GetByRole(AriaRole.Button, new() { Name = "Show more" }).ClickAsync();

        long total = transfer.Store.Reader.GetFlows(new FlowQuery()).Total;
        await Expect(Flows).ToHaveCountAsync((int)total);
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Show more" })).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_filter_lists_what_passes_and_stands_in_the_address()
    {
        await GotoListAsync();

        await Page.GetByRole(AriaRole.Combobox, new() { Name = "Filter" }).FillAsync("service:edge-proxy");
        await Page.Keyboard.PressAsync("Enter");

        await Expect(Flows).ToHaveCountAsync((int)transfer.Store.Reader.GetFlows(new FlowQuery { Search = "edge-proxy" }).Total);
        await AddressAsync("**/?filter=service%3Aedge-proxy");
    }

    [Fact]
    public async Task A_filter_that_nothing_passes_says_so_and_offers_the_way_back()
    {
        await Page.GotoAsync(new Uri(transfer.Store.Address, "/?filter=events%3E1000000000").ToString());

        ILocator list = Page.Locator(".sidebar");
        await Expect(list.GetByText("No flow passes the filter")).ToBeVisibleAsync();
        await list.GetByRole(AriaRole.Button, new() { Name = "Show every flow" }).ClickAsync();
        await Expect(Flows).ToHaveCountAsync(100);
    }

    [Fact]
    public async Task An_old_search_opens_as_the_filter_that_it_meant()
    {
        await Page.GotoAsync(new Uri(transfer.Store.Address, "/?search=edge-proxy").ToString());

        await Expect(Page.GetByRole(AriaRole.Combobox, new() { Name = "Filter" })).ToHaveValueAsync("service:*edge-proxy*");
        await Expect(Flows).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task The_arrow_keys_fold_unfold_and_go_through_the_tree()
    {
        await GotoListAsync();
        ILocator parent = Page.Locator("[data-flow='1-7']");
        ILocator child = Page.Locator("[data-flow='1-9']");
        await Expect(parent).ToHaveAttributeAsync("aria-level", "2");
        await Expect(child).ToHaveAttributeAsync("aria-level", "3");
        await parent.FocusAsync();

        await Page.Keyboard.PressAsync("ArrowRight");
        await Expect(child).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(parent).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(parent).ToHaveAttributeAsync("aria-expanded", "false");
        await Expect(child).ToHaveCountAsync(0);
        await Expect(parent).ToBeFocusedAsync();

        // The run's own line is above, and everything of it folds with it.
        await Page.Keyboard.PressAsync("ArrowLeft");
        ILocator run = Page.GetByRole(AriaRole.Treeitem).First;
        await Expect(run).ToBeFocusedAsync();
        await Expect(run).ToHaveAttributeAsync("aria-level", "1");
        await Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(parent).ToHaveCountAsync(0);

        await Page.Keyboard.PressAsync("ArrowRight");
        await Page.Keyboard.PressAsync("ArrowDown");
        await Expect(parent).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Enter");
        await AddressAsync("**flow=1-7**");
    }

    [Fact]
    public async Task One_line_of_the_tree_is_in_the_order_of_Tab()
    {
        await GotoListAsync();
        ILocator reachable = Page.Locator("[role=treeitem][tabindex='0']");
        await Expect(reachable).ToHaveCountAsync(1);

        await Page.Locator("[data-flow='1-7']").ClickAsync();

        await Expect(reachable).ToHaveAttributeAsync("data-flow", "1-7");
        await Expect(reachable).ToHaveAttributeAsync("aria-current", "page");
    }

    [Fact]
    public async Task Sorted_by_events_the_largest_flow_is_first_and_Back_undoes_the_sorting()
    {
        await GotoListAsync();
        string first = transfer.Store.Reader.GetFlows(new FlowQuery { Limit = 1 }).Flows[0].Flow.ToString();
        await Expect(Flows.First).ToHaveAttributeAsync("data-flow", first);

        await Page.GetByLabel("Sort flows by").SelectOptionAsync("events");

        FlowKey largest = transfer.Store.Reader.GetFlows(new FlowQuery { Order = FlowOrder.Events, Descending = true, Limit = 1 }).Flows[0].Flow;
        await Expect(Flows.First).ToHaveAttributeAsync("data-flow", largest.ToString());
        await AddressAsync("**/?sort=events&order=desc");
        await Page.GoBackAsync();
        await Expect(Page.GetByLabel("Sort flows by")).ToHaveValueAsync("first");
    }

    private async Task GotoListAsync()
    {
        await Page.GotoAsync(transfer.Store.Address.ToString());
        await Expect(Flows.First).ToBeVisibleAsync();
    }
}
