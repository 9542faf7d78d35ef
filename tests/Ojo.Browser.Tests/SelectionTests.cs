using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Ojo.Browser.Tests.Support;
using Ojo.Storage.Queries;
using static Microsoft.Playwright.Assertions;

namespace Ojo.Browser.Tests;

/// <summary>A marked stretch of time: its numbers, its events, its place in the address.</summary>
public sealed partial class SelectionTests(ChromiumFixture chromium, TransferStore transfer) : PageTest(chromium)
{
    [Fact]
    public async Task What_is_marked_is_told_in_numbers_that_are_those_of_its_events()
    {
        (long from, long to) = (300_000_000, 520_000_000);
        await OpenAsync(transfer.Store, TransferStore.Download, $"&mark={from}..{to}");

        IReadOnlyList<EventRow> events = Events(transfer.Store.Reader, TransferStore.Download, (from, to));
        await Expect(Page.Locator(".marked-facts")).ToContainTextAsync($"events {Grouped(events.Count)}");
        await Expect(Page.Locator(".marked-facts")).ToContainTextAsync($"sent {Grouped(events.Count(static one => one.Name == "PACKET_SENT"))}");
        await Expect(Page.Locator(".marked-facts")).ToContainTextAsync($"acked {Grouped(events.Count(static one => one.Name == "PACKET_ACKED"))}");
        await ExpectRowAsync("CWND_UPDATED", "cwnd", events, to - from);
        await ExpectRowAsync("PACKET_SENT", "packet_number", events, to - from);
        await ExpectRowAsync("RTT_UPDATED", "latest", events, to - from);
    }

    [Fact]
    public async Task The_table_lists_exactly_what_is_marked_wherever_the_view_goes()
    {
        await OpenAsync(transfer.Store, TransferStore.Download);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Mark", Exact = true }).ClickAsync();
        await DragAsync("window", 0.4, 0.43);
        (long From, long To) mark = await MarkAsync();
        await ExpectTableOfAsync(mark);

        await Page.Keyboard.PressAsync("s");
        await Page.Keyboard.PressAsync("w");
        await NewRangeAsync();

        await ExpectTableOfAsync(mark);
        Assert.Equal(mark, Mark());
    }

    [Fact]
    public async Task M_marks_what_is_on_the_screen_Back_undoes_it_and_Escape_takes_it_away()
    {
        await OpenAsync(transfer.Store, TransferStore.Download, "&from=300000000&to=330000000");
        await Page.Keyboard.PressAsync("m");
        Assert.Equal((300_000_000, 330_000_000), await MarkAsync());
        await Expect(Page.Locator(".marked-drawer")).ToBeVisibleAsync();

        await Page.GoBackAsync();
        await Expect(Page.Locator(".marked-drawer")).ToBeHiddenAsync();
        Assert.Null(Mark());
        await Page.GoForwardAsync();
        await Expect(Page.Locator(".marked-drawer")).ToBeVisibleAsync();
        await Expect(Page.Locator(".marked")).ToBeVisibleAsync();

        await Page.Keyboard.PressAsync("Escape");
        await Expect(Page.Locator(".marked-drawer")).ToBeHiddenAsync();
        await Expect(Page.Locator(".marked")).ToBeHiddenAsync();
        await Expect(Page.Locator(".table-count")).ToContainTextAsync("in view");
    }

    [Fact]
    public async Task A_drag_that_zooms_leaves_the_mark_where_it_was()
    {
        await OpenAsync(transfer.Store, TransferStore.Download, "&mark=300000000..330000000");

        await DragAsync("window", 0.2, 0.6);
        await NewRangeAsync();

        Assert.Equal((300_000_000, 330_000_000), Mark());
        await Expect(Page.Locator(".marked")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_mark_of_one_flow_is_none_of_another()
    {
        await OpenAsync(transfer.Store, TransferStore.Download, "&mark=300000000..330000000");

        await Page.Keyboard.PressAsync("n");

        await AddressAsync(static url => !url.Contains("flow=1-7", StringComparison.Ordinal));
        Assert.Null(Mark());
        await Expect(Page.Locator(".marked-drawer")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_stretch_without_events_says_so()
    {
        await OpenAsync(transfer.Store, TransferStore.Download);
        IReadOnlyList<EventRow> events = Events(transfer.Store.Reader, TransferStore.Download);
        (EventRow before, EventRow after) = events.Zip(events.Skip(1)).MaxBy(static pair => pair.Second.TNs - pair.First.TNs);

        await Page.GotoAsync(new Uri(transfer.Store.Address, $"/?flow=1-7&mark={before.TNs + 1}..{after.TNs}").ToString());

        await Expect(Page.Locator(".marked-note")).ToHaveTextAsync("Nothing was recorded in this time.");
        await Expect(Page.Locator(".table-message")).ToContainTextAsync("Nothing was recorded");
    }

    private async Task ExpectRowAsync(string type, string field, IReadOnlyList<EventRow> events, long durationNs)
    {
        ILocator cells = Page.Locator($"[data-series='{type}.{field}'] td");
        decimal[] values = [.. events.Where(one => one.Name == type).Select(one => Convert.ToDecimal(one.Fields.Single(f => f.Name == field).Value, CultureInfo.InvariantCulture))];
        Assert.NotEmpty(values);
        decimal[] sorted = [.. values.Order()];
        await Expect(cells.Nth(0)).ToHaveTextAsync(Grouped(values.Length));
        await Expect(cells.Nth(1)).ToContainTextAsync("/s");
        Assert.Equal(values.Length * 1e9 / durationNs, Number(await cells.Nth(1).TextContentAsync()), tolerance: values.Length * 1e9 / durationNs * 0.01);
        await Expect(cells.Nth(3)).Not.ToHaveTextAsync("–");
        Assert.Equal((double)values.Average(), await ExactAsync(cells.Nth(3)), tolerance: 1e-6 * (double)values.Average());
        decimal[] expected = [sorted[0], Rank(0.5), Rank(0.99), sorted[^1], values[0], values[^1]];
        int[] places = [2, 4, 5, 6, 7, 8];
        foreach ((int place, decimal value) in places.Zip(expected))
        {
            Assert.Equal((double)value, await ExactAsync(cells.Nth(place)));
        }

        decimal Rank(double part) => sorted[(int)Math.Ceiling(part * sorted.Length) - 1];
    }

    /// <summary>What a cell says to the last digit: its title, or its text where that is exact itself.</summary>
    private static async Task<double> ExactAsync(ILocator cell) =>
        Number(await cell.GetAttributeAsync("title") is { Length: > 0 } title ? title : await cell.TextContentAsync());

    private static double Number(string? text) => double.Parse(
        NumberPattern().Match((text ?? "").Replace("\u202f", "", StringComparison.Ordinal)).Value, NumberStyles.Float, CultureInfo.InvariantCulture);

    private (long From, long To)? Mark() => Mark(Page.Url);

    private static (long From, long To)? Mark(string address) => MarkPattern().Match(address) is { Success: true } match
        ? (long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), long.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture))
        : null;

    private async Task<(long From, long To)> MarkAsync() => Mark(await AddressAsync(static address => Mark(address) is not null))!.Value;

    private async Task ExpectTableOfAsync((long From, long To) range)
    {
        IReadOnlyList<EventRow> expected = Events(transfer.Store.Reader, TransferStore.Download, range);
        Assert.NotEmpty(expected);
        await Expect(Page.Locator(".table-count")).ToHaveTextAsync($"{Grouped(expected.Count)} marked");
        await Page.Locator(".table-scroll").EvaluateAsync("(table) => { table.scrollTop = 0; }");
        await Expect(Page.Locator(".table-row[aria-rowindex='1']")).ToHaveAttributeAsync("data-event", expected[0].Id.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(expected.Select(static one => one.Id.ToString(CultureInfo.InvariantCulture)), await TableEventsAsync());
    }

    [GeneratedRegex(@"[?&]mark=(\d+)\.\.(\d+)")]
    private static partial Regex MarkPattern();

    [GeneratedRegex(@"^[0-9.]+(e[+-]?[0-9]+)?")]
    private static partial Regex NumberPattern();
}
