using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using Ojo.Browser.Tests.Support;
using Ojo.Storage;
using Ojo.Storage.Queries;
using static Microsoft.Playwright.Assertions;

namespace Ojo.Browser.Tests;

/// <summary>What travels while somebody looks at a store that grows: what is new, and not again what is there.</summary>
public sealed class LiveTrafficTests(ChromiumFixture chromium) : PageTest(chromium), IAsyncDisposable
{
    private static readonly FlowKey s_flow = new(1, 7);
    private readonly ExploredStore _store = new();
    private readonly ConcurrentQueue<(string Url, byte[] Body)> _answers = new();

    [Fact]
    public async Task A_view_of_the_whole_flow_asks_for_the_tail_of_its_series_and_for_the_new_events_only()
    {
        (TraceScript run, long end) = await OpenLongFlowAsync("");
        (int seriesBytes, int _) = Traffic();
        await GrowAsync(run, end);

        (int newSeriesBytes, int newEvents) = Traffic();
        Assert.InRange(newSeriesBytes, 1, seriesBytes / 4);
        Assert.InRange(newEvents, 0, 60);
    }

    [Fact]
    public async Task A_view_that_follows_asks_for_the_new_events_and_not_for_those_that_it_lists()
    {
        (TraceScript run, long end) = await OpenLongFlowAsync(string.Create(CultureInfo.InvariantCulture, $"&from={(long)15e9}&to={(long)24e9}&follow=1"));
        (int seriesBytes, int _) = Traffic();
        await GrowAsync(run, end);
        EventRow last = Events(_store.Reader, s_flow)[^1];
        await Expect(Page.Locator($".table-row[data-event='{last.Id}']")).ToBeVisibleAsync();

        (int newSeriesBytes, int newEvents) = Traffic();
        Assert.InRange(newEvents, 20, 60);
        Assert.InRange(newSeriesBytes, 1, seriesBytes / 3);
        await Expect(Page.Locator(".flow-pace")).ToContainTextAsync("events/s");
    }

    [Fact]
    public async Task A_view_that_holds_still_in_the_past_asks_for_no_event_and_adds_nothing_up_again()
    {
        (TraceScript run, long end) = await OpenLongFlowAsync("&from=1000000000&to=2000000000");
        Traffic();
        await GrowAsync(run, end);

        string[] asked = [.. _answers.Select(static one => new Uri(one.Url).AbsolutePath)];
        Assert.DoesNotContain("/api/flows/1-7/events", asked);
        Assert.DoesNotContain("/api/flows/1-7/range", asked);
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

    /// <summary>A flow of 20 s, open and still: everything that was asked for has come.</summary>
    private async Task<(TraceScript Run, long End)> OpenLongFlowAsync(string more)
    {
        TraceScript run = _store.Run("growing", "host", 1, TransferStore.StartNs);
        long end = 0;
        for (uint n = 0; n < 20_000; n++)
        {
            end = n * 1_000_000L;
            run.Add(end, 7, 0x002, n).Add(end + 300_000, 7, 0x300, 12_000 + (n * 7919 % 50_021));
        }

        _store.Ingest(run);
        await _store.StartAsync();
        Page.Response += async (_, response) =>
        {
            if (response.Url.Contains("/api/", StringComparison.Ordinal) && !response.Url.Contains("/api/live", StringComparison.Ordinal))
            {
                try
                {
                    _answers.Enqueue((response.Url, await response.BodyAsync()));
                }
                catch (PlaywrightException)
                {
                    // Given up by the page for a newer question.
                }
            }
        };
        await OpenAsync(_store, s_flow, more);
        await Expect(Page.Locator("[data-panel=packets] .legend-value").First).Not.ToHaveTextAsync("–");
        await StillAsync();
        return (run, end);
    }

    private async Task GrowAsync(TraceScript run, long end)
    {
        for (uint n = 0; n < 20; n++)
        {
            run.Add(end + 1_000_000 + (n * 100_000), 7, 0x002, 20_000 + n);
        }

        _store.Ingest(run);
        await Expect(Page.Locator(".flow-facts")).ToContainTextAsync($"{Grouped(40_020)} events");
        await StillAsync();
    }

    /// <summary>Waits until nothing has come for a while.</summary>
    private async Task StillAsync() => await Page.EvaluateAsync(
        """
        async () => {
          for (let known = -1, quiet = 0; quiet < 40;) {
            await new Promise((done) => requestAnimationFrame(done));
            const now = performance.getEntriesByType('resource').length;
            quiet = now === known ? quiet + 1 : 0;
            known = now;
          }
        }
        """);

    /// <summary>What has come since the last time: bytes of series, and events.</summary>
    private (int SeriesBytes, int Events) Traffic()
    {
        (string Url, byte[] Body)[] answers = [.. _answers];
        _answers.Clear();
        return (answers.Where(static one => one.Url.Contains("/series?", StringComparison.Ordinal)).Sum(static one => one.Body.Length),
            answers.Where(static one => one.Url.Contains("/events?", StringComparison.Ordinal) && one.Body.Length > 0).Sum(static one => JsonElement.Parse(one.Body).GetProperty("events").GetArrayLength()));
    }
}
