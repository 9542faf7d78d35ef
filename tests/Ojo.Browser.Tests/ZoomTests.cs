using System.Globalization;
using Microsoft.Playwright;
using Ojo.Browser.Tests.Support;
using Ojo.Storage.Queries;
using static Microsoft.Playwright.Assertions;

namespace Ojo.Browser.Tests;

public sealed class ZoomTests(ChromiumFixture chromium, TransferStore transfer) : PageTest(chromium)
{
    [Fact]
    public async Task A_drag_over_a_chart_zooms_to_it_and_the_table_lists_exactly_the_events_of_that_time()
    {
        await OpenAsync(transfer.Store, TransferStore.Download);

        await DragAsync("window", 0.50, 0.53);

        await ExpectTableOfAsync(await NewRangeAsync());
    }

    [Fact]
    public async Task The_wheel_zooms_at_the_pointer()
    {
        await OpenAsync(transfer.Store, TransferStore.Download, "&from=200000000&to=600000000");
        (long From, long To) before = Range()!.Value;
        LocatorBoundingBoxResult box = (await Plot("packets").BoundingBoxAsync())!;
        await Page.Mouse.MoveAsync(box.X + 64 + ((box.Width - 64) * 0.25f), box.Y + 40);

        await Page.Mouse.WheelAsync(0, -600);

        (long From, long To) range = await NewRangeAsync(before);
        Assert.True(range.To - range.From < before.To - before.From);
        // What was a quarter from the left still is, to a pixel.
        double wasAt = before.From + ((before.To - before.From) * 0.25);
        double pixel = (range.To - range.From) / (box.Width - 64);
        Assert.InRange((range.From + ((range.To - range.From) * 0.25)) - wasAt, -2 * pixel, 2 * pixel);
        await ExpectTableOfAsync(range);
    }

    [Fact]
    public async Task W_S_A_and_D_zoom_and_move_and_0_shows_everything()
    {
        await OpenAsync(transfer.Store, TransferStore.Download, "&from=200000000&to=400000000");
        (long From, long To) start = Range()!.Value;

        await Page.Keyboard.PressAsync("w");
        (long From, long To) near = await NewRangeAsync(start);
        Assert.True(near.To - near.From < start.To - start.From);

        await Page.Keyboard.PressAsync("d");
        (long From, long To) right = await NewRangeAsync(near);
        Assert.True(right.From > near.From);

        await Page.Keyboard.PressAsync("a");
        (long From, long To) left = await NewRangeAsync(right);
        Assert.True(left.From < right.From);

        await Page.Keyboard.PressAsync("s");
        (long From, long To) far = await NewRangeAsync(left);
        Assert.True(far.To - far.From > left.To - left.From);
        await ExpectTableOfAsync(far);

        await Page.Keyboard.PressAsync("0");
        await AddressAsync("**/?flow=1-7");
    }

    [Fact]
    public async Task Back_undoes_a_zoom_and_Forward_repeats_it()
    {
        await OpenAsync(transfer.Store, TransferStore.Download);
        await DragAsync("rtt", 0.2, 0.4);
        (long From, long To) first = await NewRangeAsync();
        await DragAsync("rtt", 0.3, 0.5);
        (long From, long To) second = await NewRangeAsync(first);

        await Page.GoBackAsync();
        await ExpectTableOfAsync(first);
        await Page.GoBackAsync();
        Assert.Null(Range());
        await Expect(Page.Locator(".table-count")).ToHaveTextAsync($"{Grouped(Events(transfer.Store.Reader, TransferStore.Download).Count)} in view");
        await Page.GoForwardAsync();
        await Page.GoForwardAsync();
        await ExpectTableOfAsync(second);
    }

    [Fact]
    public async Task A_drag_over_the_overview_shows_that_part()
    {
        await OpenAsync(transfer.Store, TransferStore.Download);
        LocatorBoundingBoxResult box = (await Page.Locator(".minimap-plot").BoundingBoxAsync())!;
        await Page.Mouse.MoveAsync(box.X + (box.Width * 0.4f), box.Y + 20);
        await Page.Mouse.DownAsync();
        await Page.Mouse.MoveAsync(box.X + (box.Width * 0.41f), box.Y + 20);
        await Page.Mouse.MoveAsync(box.X + (box.Width * 0.43f), box.Y + 20);
        await Page.Mouse.UpAsync();

        await ExpectTableOfAsync(await NewRangeAsync());
    }

    [Fact]
    public async Task A_link_shows_others_what_one_sees()
    {
        await OpenAsync(transfer.Store, TransferStore.Download, "&from=300000000&to=330000000&type=PACKET_SENT&type=PACKET_ACKED");

        await ExpectTableOfAsync((300_000_000, 330_000_000), "PACKET_SENT", "PACKET_ACKED");
        await Expect(Page.GetByRole(AriaRole.Combobox, new() { Name = "Filter" })).ToHaveValueAsync("type:PACKET_SENT,PACKET_ACKED");
    }

    [Fact]
    public async Task Marking_keeps_the_view_until_F_zooms_to_what_is_marked()
    {
        await OpenAsync(transfer.Store, TransferStore.Download);
        await Page.Keyboard.PressAsync("z");
        await DragAsync("packets", 0.3, 0.4);
        await Expect(Page.Locator(".marked")).ToBeVisibleAsync();
        Assert.Null(Range());

        await Page.Keyboard.PressAsync("f");
        await NewRangeAsync();
        await Page.Keyboard.PressAsync("Escape");

        await ExpectTableOfAsync(Range()!.Value);
        await Expect(Page.Locator(".marked")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Down_to_nanoseconds_the_table_still_lists_exactly_what_is_visible()
    {
        long at = Events(transfer.Store.Reader, TransferStore.Download, null, "SSTHRESH_UPDATED")[0].TNs;

        await OpenAsync(transfer.Store, TransferStore.Download, $"&from={at - 300}&to={at + 300}");

        await ExpectTableOfAsync((at - 300, at + 300));
        await Expect(Page.Locator(".axis-base")).Not.ToBeEmptyAsync();
    }

    /// <summary>The table has the events that the store has in the range, no other, in their order, and says how many.</summary>
    private async Task ExpectTableOfAsync((long From, long To) range, params string[] types)
    {
        IReadOnlyList<EventRow> expected = Events(transfer.Store.Reader, TransferStore.Download, range, types);
        Assert.NotEmpty(expected);
        string all = types.Length == 0 ? "" : $" of {Grouped(Events(transfer.Store.Reader, TransferStore.Download, range).Count)}";
        await Expect(Page.Locator(".table-count")).ToHaveTextAsync($"{Grouped(expected.Count)}{all} in view");
        await Expect(Page.Locator(".table-row").First).ToHaveAttributeAsync("data-event", expected[0].Id.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(expected.Select(static one => one.Id.ToString(CultureInfo.InvariantCulture)), await TableEventsAsync());
    }
}
