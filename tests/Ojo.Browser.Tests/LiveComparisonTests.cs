using System.Collections.Concurrent;
using Microsoft.Playwright;
using Ojo.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ojo.Browser.Tests;

/// <summary>Flows that are compared while they grow.</summary>
public sealed class LiveComparisonTests(ChromiumFixture chromium) : PageTest(chromium), IAsyncDisposable
{
    private const int Packets = 20_000;
    private readonly ExploredStore _store = new();
    private readonly ConcurrentQueue<(string Url, int Bytes)> _answers = new();

    [Fact]
    public async Task What_is_new_is_drawn_and_of_what_is_there_nothing_is_asked_for_again()
    {
        TraceScript run = await OpenAsync();
        int whole = SeriesBytes();
        Assert.InRange(whole, 1, int.MaxValue);

        for (uint n = 0; n < 300; n++)
        {
            run.Add(20_000_000_000 + (n * 1_000_000L), 7, 0x002, Packets + n).Add(20_000_400_000 + (n * 1_000_000L), 8, 0x002, Packets + n);
        }

        _store.Ingest(run);

        // Without a cursor the last packet is read: it is one of those that came.
        await Expect(Page.Locator("[data-panel=packets] .compared-value").Nth(1)).ToHaveTextAsync($"{Packets + 299}");
        await Expect(Page.Locator("[data-difference='packets sent'] td").Nth(1)).ToHaveAttributeAsync("title", Grouped(Packets + 300));
        await Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        Assert.InRange(SeriesBytes(), 1, whole / 4);
    }

    [Fact]
    public async Task A_comparison_that_follows_stays_at_the_newest_events()
    {
        TraceScript run = await OpenAsync("&from=15000000000&to=20000000000");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Follow" }).ClickAsync();
        await AddressAsync(static url => url.Contains("follow=1", StringComparison.Ordinal));
        (long from, long to) = await NewRangeAsync((15_000_000_000, 20_000_000_000));

        for (uint n = 0; n < 300; n++)
        {
            run.Add(20_000_000_000 + (n * 10_000_000L), 7, 0x002, Packets + n);
        }

        _store.Ingest(run);

        (long newFrom, long newTo) = await NewRangeAsync((from, to));
        Assert.Equal(to - from, newTo - newFrom, tolerance: 1000d);
        Assert.InRange(newTo, 22_990_000_000, 24_000_000_000);
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

    private async Task<TraceScript> OpenAsync(string more = "")
    {
        TraceScript run = _store.Run("growing", "host", 1, TransferStore.StartNs);
        for (uint n = 0; n < Packets; n++)
        {
            long at = n * 1_000_000L;
            run.Add(at, 7, 0x002, n).Add(at + 300_000, 7, 0x300, 12_000 + (n * 7919 % 50_021));
            run.Add(at + 400_000, 8, 0x002, n).Add(at + 700_000, 8, 0x300, 15_000 + (n * 7919 % 40_009));
        }

        _store.Ingest(run);
        await _store.StartAsync();
        Page.Response += async (_, response) =>
        {
            if (response.Url.Contains("/series?", StringComparison.Ordinal))
            {
                try
                {
                    _answers.Enqueue((response.Url, (await response.BodyAsync()).Length));
                }
                catch (PlaywrightException)
                {
                    // Given up by the page for a newer question.
                }
            }
        };
        await Page.GotoAsync(new Uri(_store.Address, $"/?flow=1-7&with=1-8{more}").ToString());
        await Expect(Page.Locator(".differences table").First).ToBeVisibleAsync();
        await Expect(Page.Locator("[data-panel=packets] .compared-value").Nth(1)).Not.ToHaveTextAsync("–");
        await Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        return run;
    }

    private int SeriesBytes()
    {
        (string Url, int Bytes)[] answers = [.. _answers];
        _answers.Clear();
        return answers.Sum(static one => one.Bytes);
    }
}
