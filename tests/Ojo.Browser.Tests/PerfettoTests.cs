using Microsoft.Playwright;
using Ojo.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ojo.Browser.Tests;

/// <summary>Traces that the page hands to Perfetto's, for which a page of the test's own stands here.</summary>
public sealed class PerfettoTests(ChromiumFixture chromium, TransferStore transfer) : PageTest(chromium)
{
    private const string Viewer = "https://ui.perfetto.dev";

    // Like the real page it says PONG to a PING once it listens, which is some time after it is there, and takes the trace.
    private const string Listening = """
        <!doctype html><title>viewer</title><pre></pre><script>
        const said = text => document.querySelector('pre').textContent = text;
        setTimeout(() => addEventListener('message', event => {
          if (event.data === 'PING') event.source.postMessage('PONG', event.origin);
          else if (event.data.perfetto) {
            const { buffer, title, fileName } = event.data.perfetto;
            const bytes = new Uint8Array(buffer);
            let sum = 0;
            for (const byte of bytes) sum = (sum * 31 + byte) % 1000003;
            said(`${title}|${fileName}|${bytes.length}|${sum}|${event.origin}`);
          }
        }), 300);
        </script>
        """;

    [Fact]
    public async Task A_click_opens_the_viewer_and_hands_it_the_very_trace_that_the_explorer_exports()
    {
        await StandInAsync(Listening);
        await OpenAsync(transfer.Store, TransferStore.Download, "&mark=300000000..520000000");
        using HttpClient client = new();
        byte[] trace = await client.GetByteArrayAsync(new Uri(transfer.Store.Address, $"/api/export?format=perfetto&flow={TransferStore.Download}&from=300000000&to=520000000"));
        long sum = trace.Aggregate(0L, static (sum, one) => ((sum * 31) + one) % 1_000_003);

        IPage viewer = await ClickAsync();

        string origin = transfer.Store.Address.GetLeftPart(UriPartial.Authority);
        Assert.NotEmpty(trace);
        await Expect(viewer.Locator("pre")).ToHaveTextAsync($"Flow {TransferStore.Download}|ojo-{TransferStore.Download}.pftrace|{trace.Length}|{sum}|{origin}");
        await Expect(Page.Locator(".export-said")).ToHaveTextAsync("the events: they are in Perfetto's window.");
        Expected();
    }

    [Fact]
    public async Task A_viewer_of_another_origin_is_told_nothing_and_a_closed_one_is_said_to_be()
    {
        await StandInAsync("<!doctype html><title>silent</title><pre></pre><script>addEventListener('message', event => document.querySelector('pre').textContent += event.data)</script>");
        await OpenAsync(transfer.Store, TransferStore.Download);

        IPage viewer = await ClickAsync();
        await Expect(viewer.Locator("pre")).ToContainTextAsync("PINGPING");
        Assert.DoesNotContain("object", await viewer.Locator("pre").TextContentAsync(), StringComparison.Ordinal);
        await viewer.CloseAsync();

        await Expect(Page.Locator(".export-said")).ToHaveTextAsync("the events: The window was closed before the trace was in it.");
        Expected();
    }

    /// <summary>Puts a page in the viewer's place.</summary>
    private async Task StandInAsync(string page) =>
        await Context.RouteAsync($"{Viewer}/**", route => route.FulfillAsync(new() { ContentType = "text/html", Body = page }));

    private async Task<IPage> ClickAsync()
    {
        await Page.Keyboard.PressAsync("e");
        return await Page.RunAndWaitForPopupAsync(() => Page.GetByRole(AriaRole.Button, new() { Name = "Open in Perfetto of the events", Exact = true }).ClickAsync());
    }

    /// <summary>Only the viewer's page was asked for elsewhere, and once.</summary>
    private void Expected() => Assert.Equal([$"request to another server: {Viewer}/"], TakeComplaints());
}
