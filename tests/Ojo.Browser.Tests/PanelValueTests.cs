using System.Globalization;
using Microsoft.Playwright;
using Ojo.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ojo.Browser.Tests;

/// <summary>What panels say is what the trace file comes to, at several zooms.</summary>
public sealed class PanelValueTests(ChromiumFixture chromium, PanelStore panels) : PageTest(chromium), IClassFixture<PanelStore>
{
    [Theory]
    [InlineData("", 700_000_000L)]
    [InlineData("&from=600000000&to=1000000000", 750_500_000L)]
    [InlineData("&from=749000000&to=749900000", 749_400_000L)]
    public async Task A_rate_is_what_was_sent_in_its_stretch_of_time_at_every_zoom(string range, long near)
    {
        const long Window = 100_000_000;
        await OpenAsync(panels.Store, PanelStore.Connection, $"{range}&panel=rates~avg{Window}");
        long at = await PointAsync("rates", near);

        long from = at / Window * Window;
        ulong bytes = Sum(Sent().Where(one => one.TNs >= from && one.TNs < from + Window).Select(Size));
        await Expect(Value("rates", "throughput")).ToHaveAttributeAsync("title", $"{Grouped((long)bytes * 10)} bytes/s");
        await Expect(Note("rates")).ToContainTextAsync("averaged over 100 ms");
        int told = Of(0x00C, 0x00D).Count(one => one.TNs >= from && one.TNs < from + Window);
        int lost = Of(0x00D).Count(one => one.TNs >= from && one.TNs < from + Window);
        string title = (await Value("rates", "loss").GetAttributeAsync("title"))!;
        Assert.Equal((double)lost / told, Number(title), 12);
    }

    [Theory]
    [InlineData(200_000_000L)]
    [InlineData(900_000_000L)]
    public async Task Round_trip_times_that_nobody_recorded_are_worked_out_of_packets_and_marked_so(long near)
    {
        await OpenAsync(panels.Store, PanelStore.Connection, $"&from={near - 4_000_000}&to={near + 4_000_000}");
        await Expect(Page.Locator("[data-panel=rtt] .badge")).ToBeVisibleAsync();
        long at = await PointAsync("rtt", near);

        // A bucket is 10 µs here, and acknowledgements are further apart than that; the cursor is not in one's bucket.
        RecordedEvent acked = Of(0x00C).Last(one => one.TNs <= at);
        RecordedEvent sent = Sent().Single(one => NumberOf(one) == NumberOf(acked));
        Assert.True(at - acked.TNs > 10_000, "The cursor is too near to an acknowledgement: choose another time.");
        await Expect(Value("rtt", "sent to acked")).ToHaveAttributeAsync("title", $"{Grouped((acked.TNs - sent.TNs) / 1000)} us");
    }

    [Theory]
    [InlineData("&from=400000000&to=404000000", 402_300_000L)]
    [InlineData("&from=1000000000&to=1004000000", 1_001_700_000L)]
    public async Task Packets_by_bytes_stand_where_the_bytes_before_them_end_under_the_edge_of_the_window(string range, long near)
    {
        await OpenAsync(panels.Store, PanelStore.Connection, $"{range}&panel=packets~bytes");
        await Expect(Page.Locator("[data-panel=packets] .badge")).ToBeVisibleAsync();
        long at = await PointAsync("packets", near);

        RecordedEvent[] sent = Sent();
        Dictionary<ulong, ulong> offsets = [];
        ulong total = 0;
        foreach (RecordedEvent packet in sent)
        {
            offsets[NumberOf(packet)] = total;
            total += Size(packet);
        }

        RecordedEvent last = sent.Last(one => one.TNs <= at);
        RecordedEvent acked = Of(0x00C).Last(one => one.TNs <= at);
        ulong furthest = Of(0x00C).Where(one => one.TNs <= at).Max(one => offsets[NumberOf(one)] + Size(sent[(int)NumberOf(one)]));
        ulong window = Of(0x300).Last(one => one.TNs <= at).Words[0];
        await Expect(Value("packets", "sent")).ToHaveAttributeAsync("title", $"{Grouped((long)offsets[NumberOf(last)])} bytes");
        await Expect(Value("packets", "acked")).ToHaveAttributeAsync("title", $"{Grouped((long)offsets[NumberOf(acked)])} bytes");
        await Expect(Value("packets", "acked + window")).ToHaveAttributeAsync("title", $"{Grouped((long)(furthest + window))} bytes");
    }

    [Fact]
    public async Task Flow_control_shows_what_is_used_of_the_limit_by_all_streams_together()
    {
        await OpenAsync(panels.Store, PanelStore.Connection, "&from=800000000&to=803000000");
        long at = await PointAsync("limits", 801_400_000);

        ulong used = Sum(panels.Events.Where(one => one.EventType == 0x105 && one.FlowId is 50 or 51 && one.TNs <= at).Select(static one => one.Words[2]));
        await Expect(Value("limits", "data sent *")).ToHaveAttributeAsync("title", $"{Grouped((long)used)} bytes");
        await Expect(Value("limits", "limit")).ToHaveAttributeAsync("title", $"{Grouped((long)Of(0x200).Last(one => one.TNs <= at).Words[0])} bytes");
    }

    [Fact]
    public async Task Pacing_has_an_axis_of_its_own_beside_the_window()
    {
        await OpenAsync(panels.Store, PanelStore.Connection);
        long at = await PointAsync("window", 812_000_000);

        await Expect(Value("window", "pacing")).ToHaveAttributeAsync("title", $"{Grouped((long)Of(0x306).Last(one => one.TNs <= at).Words[0])} bytes/s");
        await Expect(Value("window", "window")).ToHaveAttributeAsync("title", $"{Grouped((long)Of(0x300).Last(one => one.TNs <= at).Words[0])} bytes");
    }

    [Theory]
    [InlineData(0L, 1_600_000_000L)]
    [InlineData(250_000_000L, 650_000_000L)]
    [InlineData(410_000_000L, 440_000_000L)]
    public async Task What_kept_the_sender_is_told_to_the_pixel_and_added_up(long from, long to)
    {
        await OpenAsync(panels.Store, PanelStore.Connection, from == 0 ? "" : $"&from={from}&to={to}");
        await Plot("reasons").ScrollIntoViewIfNeededAsync();
        long pixel = (to - from) / 800;

        // DATA_BLOCKED and DATA_UNBLOCKED of one reason take turns in the file.
        foreach ((string label, ulong reason) in ((string, ulong)[])[("flow control", 1), ("application", 4)])
        {
            long[] begins = [.. Of(0x202).Where(one => (one.Words[0] & 0xFF) == reason).Select(static one => one.TNs)];
            long[] ends = [.. Of(0x203).Where(one => one.Words[0] == reason).Select(static one => one.TNs)];
            Assert.Equal(begins.Length, ends.Length);
            long expected = begins.Zip(ends).Sum(one => Math.Max(0, Math.Min(one.Second, to) - Math.Max(one.First, from)));
            await Expect(Value("reasons", label)).ToHaveAttributeAsync("title", new System.Text.RegularExpressions.Regex(@"^\d+ ns$"));
            await Page.WaitForFunctionAsync(
                "([panel, label, expected, slack]) => [...document.querySelectorAll(`[data-panel=${panel}] .legend-entry`)]"
                + ".some((entry) => entry.textContent.startsWith(label) && Math.abs(parseInt(entry.querySelector('.legend-value').title) - expected) <= slack)",
                new object[] { "reasons", label, expected, 2 * pixel });
        }

        // Nobody recorded congestion as a reason: it is worked out and says so.
        await Expect(Note("reasons")).ToContainTextAsync("congestion worked out");
        await Expect(Value("reasons", "pacing")).ToHaveTextAsync("–");
    }

    [Fact]
    public async Task A_band_is_painted_where_the_file_says_blocked_and_nowhere_beside_it()
    {
        RecordedEvent begin = Of(0x202).First(one => (one.Words[0] & 0xFF) == 1 && one.TNs > 400_000_000);
        await OpenAsync(panels.Store, PanelStore.Connection, $"&from={begin.TNs - 20_000_000}&to={begin.TNs + 60_000_000}");
        await Plot("reasons").ScrollIntoViewIfNeededAsync();
        await Expect(Value("reasons", "flow control")).ToHaveAttributeAsync("title", new System.Text.RegularExpressions.Regex(@"^(19|20)\d{6} ns$"));

        const int FlowControl = 1;
        bool[] painted = await ArePaintedAsync("reasons", FlowControl, begin.TNs - 3_000_000, begin.TNs + 10_000_000, begin.TNs + 23_000_000);
        Assert.Equal([false, true, false], painted);
    }

    [Fact]
    public async Task A_change_is_that_from_the_last_value_to_the_one_before()
    {
        await OpenAsync(panels.Store, PanelStore.Connection, "&from=700000000&to=900000000&panel=window~delta");
        long at = await PointAsync("window", 820_000_000);

        RecordedEvent[] windows = [.. Of(0x300).Where(one => one.TNs <= at)];
        await Expect(Value("window", "window")).ToHaveAttributeAsync("title", $"{Grouped((long)(windows[^1].Words[0] - windows[^2].Words[0]))} bytes");
        await Expect(Note("window")).ToContainTextAsync("Change from each value to the next");
    }

    [Fact]
    public async Task A_change_per_second_is_worked_out_from_an_event_to_an_event()
    {
        await OpenAsync(panels.Store, PanelStore.Connection, "&from=700000000&to=900000000&panel=limits~rate~avg1000000");
        long at = await PointAsync("limits", 822_000_000);

        RecordedEvent before = Of(0x200).Last(one => one.TNs <= at);
        RecordedEvent after = Of(0x200).First(one => one.TNs > at);
        double expected = (after.Words[0] - before.Words[0]) * 1e9 / (after.TNs - before.TNs);
        await Expect(Value("limits", "limit")).ToHaveAttributeAsync("title", new System.Text.RegularExpressions.Regex("bytes/s$"));
        Assert.Equal(expected, Number((await Value("limits", "limit").GetAttributeAsync("title"))!), expected * 1e-9);
    }

    [Fact]
    public async Task A_histogram_has_each_value_of_the_visible_time()
    {
        await OpenAsync(panels.Store, PanelStore.Connection, "&from=300000000&to=900000000&add=9.size&panel=add-9.size~histogram");

        int expected = Sent().Count(one => one.TNs is >= 300_000_000 and < 900_000_000);
        await Expect(Page.Locator("[data-panel='add-9.size'] .histogram")).ToHaveAttributeAsync("aria-label", $"{expected} values; size");
    }

    [Fact]
    public async Task A_streams_lane_says_how_much_it_has_sent_at_the_cursor()
    {
        await OpenAsync(panels.Store, PanelStore.Connection, "&from=500000000&to=504000000");
        long at = await PointAsync("streams", 502_200_000);

        foreach (uint flow in (uint[])[50, 51])
        {
            ulong sent = Sum(panels.Events.Where(one => one.FlowId == flow && one.EventType == 0x105 && one.TNs <= at).Select(static one => one.Words[2]));
            ILocator row = Page.Locator(".stream-row", new() { HasText = $"flow {flow}" });
            await Expect(row.Locator(".legend-value")).ToHaveAttributeAsync("title", $"{Grouped((long)sent)} bytes sent");
        }
    }

    [Fact]
    public async Task Of_many_streams_only_what_can_be_seen_is_asked_for()
    {
        HashSet<string> asked = [];
        Page.Request += (_, request) =>
        {
            if (request.Url.Contains("/derived?", StringComparison.Ordinal))
            {
                asked.Add(new Uri(request.Url).AbsolutePath);
            }
        };
        await OpenAsync(panels.Store, PanelStore.Crowded);
        await Expect(Note("streams")).ToContainTextAsync($"{PanelStore.ManyStreams} flows belong to this one");
        await Expect(Page.Locator(".stream-row", new() { HasText = "flow 1000" }).Locator(".legend-value")).ToHaveAttributeAsync("title", "700 bytes sent");
        Assert.InRange(asked.Count, 1, 20);

        await Page.Locator(".stream-scroll").EvaluateAsync("(scroller) => { scroller.scrollTop = scroller.scrollHeight; }");

        await Expect(Page.Locator(".stream-row", new() { HasText = "flow 1599" }).Locator(".legend-value")).ToHaveAttributeAsync("title", "1299 bytes sent");
        Assert.InRange(await Page.Locator(".stream-row").CountAsync(), 5, 20);
        Assert.InRange(asked.Count, 2, 60);
    }

    private static ulong Sum(IEnumerable<ulong> values) => values.Aggregate(0UL, static (sum, value) => sum + value);

    private static ulong NumberOf(RecordedEvent packet) => packet.Words[0] & ((1UL << 46) - 1);

    private static ulong Size(RecordedEvent packet) => packet.Words[0] >> 48;

    private static double Number(string title) =>
        double.Parse(new string([.. title.TakeWhile(static c => c != 'b' && c != 'n').Where(static c => char.IsAsciiDigit(c) || c is '.' or 'e' or '-')]), CultureInfo.InvariantCulture);

    private RecordedEvent[] Of(params uint[] types) => [.. panels.Events.Where(one => one.FlowId == PanelStore.ConnectionId && types.Contains(one.EventType))];

    private RecordedEvent[] Sent() => Of(0x009);

    private ILocator Note(string panel) => Page.Locator($"[data-panel='{panel}'] .panel-note");

    private ILocator Value(string panel, string label) =>
        Page.Locator($"[data-panel='{panel}'] .legend-entry", new() { Has = Page.GetByText(label, new() { Exact = true }) }).Locator(".legend-value");

    /// <summary>Puts the pointer over a panel near a time, and returns the time that the page says is there.</summary>
    private async Task<long> PointAsync(string panel, long near)
    {
        await Plot(panel).ScrollIntoViewIfNeededAsync();
        await ExpectStillAsync(Plot(panel));
        LocatorBoundingBoxResult box = (await Plot(panel).BoundingBoxAsync())!;
        (long from, long to) = Range() ?? Whole();
        const float Gutter = 64;
        await Page.Mouse.MoveAsync(box.X + Gutter + ((box.Width - Gutter) * (near - from) / (to - from)), box.Y + (box.Height / 2));
        ILocator axis = Page.Locator(".axis-time");
        await Expect(axis).ToHaveAttributeAsync("title", new System.Text.RegularExpressions.Regex("since the run's start"));
        return (long)Number((await axis.GetAttributeAsync("title"))!);
    }

    private (long From, long To) Whole()
    {
        RecordedEvent[] flow = [.. panels.Events.Where(static one => one.FlowId == PanelStore.ConnectionId)];
        long air = (long)Math.Ceiling((flow[^1].TNs - flow[0].TNs) * 0.01);
        return (flow[0].TNs - air, flow[^1].TNs + air);
    }

    /// <summary>Whether a row of bands has something in it at some times. Read at once: canvases warn of being read again and again.</summary>
    private async Task<bool[]> ArePaintedAsync(string panel, int row, params long[] times)
    {
        (long from, long to) = Range()!.Value;
        return await Plot(panel).Locator("canvas").First.EvaluateAsync<bool[]>(
            """
            (canvas, { parts, row }) => {
              const scale = canvas.width / canvas.clientWidth;
              const { data } = canvas.getContext('2d').getImageData(0, Math.round((row * 20 + 10) * scale), canvas.width, 1);
              return parts.map((part) => data[4 * Math.round((64 + (canvas.clientWidth - 64) * part) * scale) + 3] > 60);
            }
            """,
            new { parts = times.Select(one => (double)(one - from) / (to - from)).ToArray(), row });
    }
}
