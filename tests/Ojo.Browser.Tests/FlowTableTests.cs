using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Ojo.Browser.Tests.Support;
using Ojo.Storage.Queries;
using static Microsoft.Playwright.Assertions;

namespace Ojo.Browser.Tests;

/// <summary>The table of all flows on the overview: its numbers, its order, its pages.</summary>
public sealed class FlowTableTests(ChromiumFixture chromium, TransferStore transfer) : PageTest(chromium)
{
    private ILocator Rows => Page.Locator(".flow-table tbody tr");

    private ILocator Filter => Page.GetByRole(AriaRole.Combobox, new() { Name = "Filter" });

    private ILocator Count => Page.Locator(".flow-table .section-head .about");

    [Fact]
    public async Task The_table_has_each_flow_with_the_numbers_that_the_store_has()
    {
        await GotoAsync("/?filter=service%3Aedge-proxy");
        await Expect(Rows).ToHaveCountAsync(3);

        foreach (FlowRow flow in transfer.Store.Reader.GetFlows(new FlowQuery { RunId = 1 }).Flows)
        {
            ILocator row = Page.Locator($"[data-row='{flow.Flow}']");
            await Expect(row.Locator("th a")).ToHaveTextAsync(flow.Flow.FlowId.ToString(CultureInfo.InvariantCulture));
            await Expect(row.Locator("td").Nth(0)).ToHaveTextAsync("edge-proxy@node-4 4121");
            await Expect(row.Locator("td").Nth(4)).ToHaveAttributeAsync("title", Grouped(flow.Events));
            await Expect(row.Locator("td").Nth(6)).ToHaveAttributeAsync("title", Grouped(flow.PacketsSent));
            await Expect(row.Locator("td").Nth(7)).ToHaveTextAsync(Grouped(flow.PacketsLost));
        }
    }

    [Fact]
    public async Task A_column_sorts_the_table_and_turns_with_the_second_click()
    {
        await GotoAsync("/");
        await Page.Locator(".flow-table").GetByRole(AriaRole.Button, new() { Name = "events", Exact = true }).ClickAsync();

        await Expect(Rows.First).ToHaveAttributeAsync("data-row", First(FlowOrder.Events, descending: true));
        ILocator head = Page.Locator(".flow-table th[aria-sort]");
        await Expect(head).ToHaveAttributeAsync("aria-sort", "descending");
        await Page.Locator(".flow-table").GetByRole(AriaRole.Button, new() { Name = "events", Exact = true }).ClickAsync();

        await Expect(Rows.First).ToHaveAttributeAsync("data-row", First(FlowOrder.Events, descending: false));
        await Expect(head).ToHaveAttributeAsync("aria-sort", "ascending");
        Assert.Contains("sort=events", Page.Url, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("loss", FlowOrder.Loss)]
    [InlineData("per second", FlowOrder.Rate)]
    public async Task Sorted_by_a_share_or_a_rate_the_highest_comes_first(string column, FlowOrder order)
    {
        await GotoAsync("/");

        await Page.Locator(".flow-table").GetByRole(AriaRole.Button, new() { Name = column, Exact = true }).ClickAsync();

        await Expect(Rows.First).ToHaveAttributeAsync("data-row", First(order, descending: true));
    }

    [Fact]
    public async Task Pages_follow_each_other_without_a_flow_left_out_or_twice()
    {
        await GotoAsync("/?sort=id");
        List<string> seen = [];
        for (int page = 0; ; page++)
        {
            await Expect(Page.Locator(".flow-table .section-head .about")).ToHaveTextAsync(new Regex($"^{Grouped((page * 50) + 1)}–"));
            seen.AddRange(await Rows.EvaluateAllAsync<string[]>("(rows) => rows.map((row) => row.dataset.row)"));
            ILocator next = Page.GetByRole(AriaRole.Button, new() { Name = "Next" });
            if (await next.IsDisabledAsync())
            {
                break;
            }

            await next.ClickAsync();
        }

        Assert.Equal(transfer.Store.Reader.GetFlows(new FlowQuery { Order = FlowOrder.Id, Limit = 1000 }).Flows.Select(static flow => flow.Flow.ToString()), seen);
    }

    [Fact]
    public async Task Services_and_parents_add_their_terms_and_take_them_away()
    {
        await GotoAsync("/?sort=id");
        await Page.Locator("[data-row='1-9'] td").Nth(1).GetByRole(AriaRole.Button).ClickAsync();
        await Expect(Filter).ToHaveValueAsync("parent:1-7");
        await Expect(Rows).ToHaveCountAsync(1);

        await Page.Locator("[data-row='1-9'] td").Nth(0).GetByRole(AriaRole.Button).ClickAsync();
        await Expect(Filter).ToHaveValueAsync("parent:1-7 service:edge-proxy");
        await Page.Locator("[data-row='1-9'] td").Nth(1).GetByRole(AriaRole.Button).ClickAsync();
        await Expect(Filter).ToHaveValueAsync("service:edge-proxy");
        await Expect(Rows).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task A_page_stands_in_the_address_and_Back_leads_to_the_one_before()
    {
        await GotoAsync("/?sort=id");
        string first = await FirstRowAsync();
        await TurnAsync("Next", 51);
        string second = await FirstRowAsync();
        Assert.NotEqual(first, second);
        await TurnAsync("Next", 101);

        await Page.GoBackAsync();
        await ExpectPageAsync(51);
        Assert.Equal(second, await FirstRowAsync());
        await Page.GoBackAsync();
        await ExpectPageAsync(1);
        Assert.Equal(first, await FirstRowAsync());
        Assert.DoesNotContain("page=", Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_to_a_page_opens_it_and_the_pages_before_it_are_found()
    {
        await GotoAsync("/?sort=id");
        await TurnAsync("Next", 51);
        string second = await FirstRowAsync();
        await TurnAsync("Next", 101);
        string link = await AddressAsync(static url => url.Contains("page=3", StringComparison.Ordinal));
        string third = await FirstRowAsync();

        await Page.GotoAsync("about:blank");
        await Page.GotoAsync(link);
        await ExpectPageAsync(101);
        Assert.Equal(third, await FirstRowAsync());
        await TurnAsync("Previous", 51);
        Assert.Equal(second, await FirstRowAsync());
        await TurnAsync("First", 1);
    }

    [Fact]
    public async Task Another_order_or_filter_begins_at_the_first_page()
    {
        await GotoAsync("/?sort=id");
        await TurnAsync("Next", 51);
        await Page.Locator(".flow-table").GetByRole(AriaRole.Button, new() { Name = "events", Exact = true }).ClickAsync();
        await ExpectPageAsync(1);
        await TurnAsync("Next", 51);
        await Filter.FillAsync("service:edge-proxy");
        await Page.Keyboard.PressAsync("Enter");

        await Expect(Rows).ToHaveCountAsync(3);
        Assert.DoesNotContain("page=", Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_to_a_page_of_another_list_leads_to_the_beginning()
    {
        await GotoAsync("/?sort=events&order=desc&page=3~17.4~000000000000");

        await ExpectPageAsync(1);
        await AddressAsync("**/?sort=events&order=desc");
        ForgiveFailedRequests();
    }

    [Fact]
    public async Task A_flow_stands_with_what_its_first_events_call_it()
    {
        await GotoAsync("/?sort=id&filter=service%3Aedge-proxy");

        string name = (await Page.Locator("[data-flow='1-9'] .flow-about").TextContentAsync())!;
        Assert.NotEmpty(name);
        await Expect(Page.Locator("[data-row='1-9'] th small")).ToHaveTextAsync(name);
    }

    private string First(FlowOrder order, bool descending) =>
        transfer.Store.Reader.GetFlows(new FlowQuery { Order = order, Descending = descending, Limit = 1 }).Flows[0].Flow.ToString();

    private async Task GotoAsync(string path)
    {
        await Page.GotoAsync(new Uri(transfer.Store.Address, path).ToString());
        await Expect(Rows.First).ToBeVisibleAsync();
    }

    private async Task TurnAsync(string button, int first)
    {
        await Page.Locator(".pager").GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await ExpectPageAsync(first);
    }

    private async Task ExpectPageAsync(int first) => await Expect(Count).ToHaveTextAsync(new Regex($"^{first}–"));

    private async Task<string> FirstRowAsync() => (await Rows.First.GetAttributeAsync("data-row"))!;
}
