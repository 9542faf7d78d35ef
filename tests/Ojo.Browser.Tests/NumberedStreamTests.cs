using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Ojo.Browser.Tests.Support;
using Ojo.Catalogue;
using Ojo.Storage;
using static Microsoft.Playwright.Assertions;

namespace Ojo.Browser.Tests;

/// <summary>Streams that have no flow of their own: the connection's events say their numbers.</summary>
public sealed class NumberedStreamTests(ChromiumFixture chromium) : PageTest(chromium), IAsyncDisposable
{
    private const uint Held = 0x00020010;
    private const uint Released = 0x00020011;
    private const uint ConnectionId = 5;
    private static readonly FlowKey s_connection = new(1, ConnectionId);

    private readonly ExploredStore _store = new()
    {
        MoreEvents =
        [
            new() { Id = Held, Name = "STREAM_HELD", Provider = "ojo.test", Category = "Stream", Role = EventRole.Blocked, Fields = [StreamIdField] },
            new() { Id = Released, Name = "STREAM_RELEASED", Provider = "ojo.test", Category = "Stream", Role = EventRole.Unblocked, Fields = [StreamIdField] },
        ],
    };

    private static FieldDescriptor StreamIdField => new() { Name = "stream_id", Type = FieldType.U64, Kind = FieldKind.Identifier, Part = FieldPart.StreamId, BitOffset = 0, BitWidth = 64 };

    [Fact]
    public async Task Each_number_has_a_lane_and_a_stream_that_is_a_flow_has_one_only()
    {
        await OpenStreamsAsync();

        await Expect(Page.Locator(".stream-row .legend-label")).ToHaveTextAsync(["flow 50", "stream 4", "stream 8"]);
        await Expect(Page.Locator("[data-panel=streams] .panel-note")).ToContainTextAsync("2 known by their numbers alone");
    }

    [Theory]
    [InlineData("", 0.5)]
    [InlineData("&from=200000000&to=400000000", 0.25)]
    [InlineData("&from=300000000&to=303000000", 0.8)]
    public async Task A_lane_says_what_the_file_has_of_its_stream_up_to_the_cursor(string range, double part)
    {
        await OpenStreamsAsync(range);
        await Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await Plot("streams").ScrollIntoViewIfNeededAsync();
        await ExpectStillAsync(Plot("streams"));
        LocatorBoundingBoxResult box = (await Plot("streams").BoundingBoxAsync())!;
        await Plot("streams").HoverAsync(new() { Position = new Position { X = 64 + ((box.Width - 64) * (float)part), Y = 30 } });
        ILocator axis = Page.Locator(".axis-time");
        await Expect(axis).ToHaveAttributeAsync("title", new Regex("ns since"));
        long at = long.Parse(Regex.Replace((await axis.GetAttributeAsync("title"))!.Split(" ns")[0], @"[^\d]", ""), CultureInfo.InvariantCulture);
        double nsPerPixel = ((Range() is { } shown ? shown.To - shown.From : 1_020_000_000) / (box.Width - 64)) * 5;

        RecordedEvent[] recorded = [.. RecordedEvent.ReadFile(_store.TraceFiles[0]).Where(static one => one.FlowId == ConnectionId && one.EventType == 0x105 && one.Words[0] == 4)];
        ILocator value = Page.Locator(".stream-row", new() { HasText = "stream 4" }).Locator(".legend-value");
        await Expect(value).ToHaveAttributeAsync("title", new Regex("bytes sent"));
        long read = long.Parse(Regex.Replace((await value.GetAttributeAsync("title"))!, @"[^\d]", ""), CultureInfo.InvariantCulture);
        long Sum(double until) => recorded.Where(one => one.TNs <= until).Sum(static one => (long)one.Words[2]);
        // What stands at the cursor is what was sent up to somewhere in its bucket.
        Assert.InRange(read, Sum(at - nsPerPixel), Sum(at + nsPerPixel));
    }

    [Fact]
    public async Task A_lane_is_red_where_its_stream_was_held_and_its_events_are_a_click_away()
    {
        await OpenStreamsAsync();
        await Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await Plot("streams").ScrollIntoViewIfNeededAsync();
        await ExpectStillAsync(Plot("streams"));
        LocatorBoundingBoxResult box = (await Plot("streams").BoundingBoxAsync())!;
        float At(long time) => 64 + ((box.Width - 64) * ((time + 8_000_000) / 1_016_000_000f));
        ILocator name = Plot("streams").Locator(".hover strong");

        // Stream 4 has the second lane, stream 8 the third, which nothing held.
        await Plot("streams").HoverAsync(new() { Position = new Position { X = At(550_000_000), Y = 33 } });
        await Expect(name).ToHaveTextAsync("stream 4, blocked");
        await Plot("streams").HoverAsync(new() { Position = new Position { X = At(700_000_000), Y = 33 } });
        await Expect(name).ToHaveTextAsync("stream 4");
        await Plot("streams").HoverAsync(new() { Position = new Position { X = At(550_000_000), Y = 55 } });
        await Expect(name).ToHaveTextAsync("stream 8");

        await Page.Locator(".stream-open", new() { HasText = "stream 4" }).ClickAsync();
        await AddressAsync("**filter=stream_id%3A4**");
        int events = RecordedEvent.ReadFile(_store.TraceFiles[0]).Count(static one => one.FlowId == ConnectionId && one.EventType is 0x105 or Held or Released && one.Words[0] == 4);
        await Expect(Page.Locator(".table-count")).ToContainTextAsync($"{events} of ");
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

    /// <summary>A connection that sends on streams 0, 4 and 8 for a second; stream 0 is a flow too, and stream 4 is held for a while.</summary>
    private async Task OpenStreamsAsync(string more = "")
    {
        TraceScript run = _store.Run("numbers", "host", 1, TransferStore.StartNs);
        ulong[] offsets = [0, 0, 0];
        run.Add(500_000, 50, 0x101, ConnectionId).Add(600_000, 50, 0x105, 0, 0, 100);
        for (uint n = 0; n < 1000; n++)
        {
            uint stream = n % 3;
            ulong length = 300 + (n * 7919 % 500);
            run.Add(1_000_000 + (n * 1_000_000L), ConnectionId, 0x105, stream * 4, offsets[stream], length);
            offsets[stream] += length;
        }

        run.Add(500_000_000, ConnectionId, Held, 4).Add(600_000_000, ConnectionId, Released, 4);
        _store.Ingest(run);
        await _store.StartAsync();
        await OpenAsync(_store, s_connection, more);
        await Expect(Page.Locator(".stream-row")).ToHaveCountAsync(3);
    }
}
