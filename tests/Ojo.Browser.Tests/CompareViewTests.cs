using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Ojo.Browser.Tests.Support;
using Ojo.Storage.Queries;
using static Microsoft.Playwright.Assertions;

namespace Ojo.Browser.Tests;

/// <summary>Flows laid over each other: which, where, and what they differ in.</summary>
public sealed class CompareViewTests(ChromiumFixture chromium, TransferStore transfer) : PageTest(chromium)
{
    [Fact]
    public async Task Another_flow_is_searched_from_the_head_and_laid_over()
    {
        await OpenAsync(transfer.Store, TransferStore.Download);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Compare with…" }).ClickAsync();
        ILocator search = Page.GetByRole(AriaRole.Combobox, new() { Name = "Flow to compare with" });
        await Expect(search).ToBeFocusedAsync();

        await search.FillAsync("node-4");
        await Expect(Page.Locator(".chooser-list [data-flow^='2-']")).ToHaveCountAsync(0);
        await Expect(Page.Locator(".chooser-list [data-flow='1-12']")).ToBeVisibleAsync();
        await Expect(Page.Locator(".chooser-list [data-flow='1-7']")).ToHaveCountAsync(0);
        await search.PressAsync("ArrowDown");
        string chosen = (await Page.Locator(".chooser-list [aria-selected=true]").GetAttributeAsync("data-flow"))!;
        await search.PressAsync("Enter");

        await AddressAsync($"**/?flow=1-7&with={chosen}");
        await Expect(Plot("packets")).ToBeVisibleAsync();
        await Page.GoBackAsync();
        await Expect(Page.Locator(".table-row").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_key_on_a_flow_of_the_list_lays_it_over_the_open_one()
    {
        await OpenAsync(transfer.Store, TransferStore.Download);

        await Page.Locator(".flow-line[data-flow='1-12']").FocusAsync();
        await Page.Keyboard.PressAsync("c");

        await AddressAsync("**/?flow=1-7&with=1-12");
        await Expect(Page.Locator(".compared")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task The_table_has_what_the_store_says_of_each_and_how_far_they_are_apart()
    {
        await CompareAsync();
        FlowSummary first = transfer.Store.Reader.GetFlow(TransferStore.Download)!.Summary;
        FlowSummary second = transfer.Store.Reader.GetFlow(TransferStore.SameId)!.Summary;

        await ExpectLineAsync("packets sent", first.PacketsSent!.Value, second.PacketsSent!.Value);
        await ExpectLineAsync("packets lost", first.PacketsLost!.Value, second.PacketsLost!.Value);
        string percent = (100.0 * ((double)second.PacketsSent.Value / first.PacketsSent.Value - 1)).ToString("F0", CultureInfo.InvariantCulture).Replace('-', '−');
        await Expect(Page.Locator("[data-difference='packets sent'] td").Nth(3)).ToHaveTextAsync($"{percent}\u202f%");
        ILocator better = Page.Locator("[data-difference='packets lost'] td.better");
        await Expect(better).ToHaveAttributeAsync("title", Grouped(Math.Min(first.PacketsLost.Value, second.PacketsLost.Value)));
        await Expect(Page.Locator("[data-difference='packets sent'] td.better")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_cursor_reads_both_flows_at_their_own_times()
    {
        await CompareAsync("&from=0&to=200000000");
        ILocator plot = Plot("packets");
        LocatorBoundingBoxResult box = (await plot.BoundingBoxAsync())!;
        await plot.HoverAsync(new() { Position = new Position { X = 64 + ((box.Width - 64) * 0.5f), Y = 60 } });
        ILocator time = Page.Locator(".axis-time");
        await Expect(time).ToHaveAttributeAsync("title", new Regex("where the flows lie over each other"));
        long at = long.Parse(Regex.Replace((await time.GetAttributeAsync("title"))!.Split(" ns")[0], @"[^\d]", ""), CultureInfo.InvariantCulture);

        ILocator values = Page.Locator("[data-panel=packets] .compared-value");
        await Expect(values.First).Not.ToHaveTextAsync("–");
        await Expect(values.Nth(1)).Not.ToHaveTextAsync("–");
        long[] expected = [.. new[] { TransferStore.Download, TransferStore.SameId }.Select(flow =>
        {
            long origin = transfer.Store.Reader.GetFlow(flow)!.Row.FirstNs;
            IReadOnlyList<EventRow> sent = Events(transfer.Store.Reader, flow, null, "PACKET_SENT");
            return sent.Where(one => one.TNs <= origin + at).Select(static one => (long)one.Payload).LastOrDefault(-1);
        })];
        string[] shown = [.. await values.AllTextContentsAsync()];
        // Where a pixel holds several packets the cursor reads from which to which.
        for (int flow = 0; flow < 2; flow++)
        {
            long[] bounds = [.. shown[flow].Split(" – ").Select(static text => long.Parse(Regex.Replace(text, @"[^\d]", ""), CultureInfo.InvariantCulture))];
            Assert.InRange(expected[flow], bounds[0] - 1, bounds[^1] + 1);
        }
    }

    [Fact]
    public async Task Flows_are_aligned_at_an_event_and_the_address_says_so()
    {
        await CompareAsync();
        await Page.GetByLabel("Lay the flows over each other at").SelectOptionAsync(new SelectOptionValue { Label = "the first SSTHRESH_UPDATED" });

        await Expect(Page).ToHaveURLAsync(new Regex(@"\?flow=1-7&with=2-7&align=769$"), new() { Timeout = 10_000 });
        await ExpectInkAsync("[data-panel=packets]");
        await Page.GoBackAsync();
        await Expect(Page.GetByLabel("Lay the flows over each other at")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task The_offset_is_typed_dragged_and_moved_by_arrow_keys()
    {
        await CompareAsync();
        ILocator offset = Page.GetByLabel("Offset of the other flows in milliseconds");
        await offset.FillAsync("12.5");
        await offset.PressAsync("Enter");
        await AddressAsync("**/?flow=1-7&with=2-7&shift=12500000");

        ILocator bar = Page.GetByRole(AriaRole.Slider, new() { Name = "Offset of flow 2-7" });
        await Expect(bar).ToHaveAttributeAsync("aria-valuenow", "12500");
        LocatorBoundingBoxResult box = (await bar.BoundingBoxAsync())!;
        await Page.Mouse.MoveAsync(box.X + 4, box.Y + 5);
        await Page.Mouse.DownAsync();
        await Page.Mouse.MoveAsync(box.X + 44, box.Y + 5);
        await Page.Mouse.UpAsync();
        await AddressAsync(static url => !url.Contains("shift=12500000", StringComparison.Ordinal));
        long dragged = Shift();
        Assert.True(dragged > 12_500_000);
        await bar.FocusAsync();
        await Page.Keyboard.PressAsync("ArrowLeft");
        await AddressAsync(url => !url.Contains($"shift={dragged}", StringComparison.Ordinal));
        Assert.True(Shift() < dragged);
    }

    [Fact]
    public async Task Each_flow_has_a_colour_a_stroke_and_a_mark_of_its_own()
    {
        await CompareAsync();

        string[] dashes = [.. await Page.Locator(".compared > svg.shape path").EvaluateAllAsync<string[]>("paths => paths.map((path) => path.getAttribute('stroke-dasharray'))")];
        Assert.Equal(2, dashes.Distinct().Count());
        string[] colours = [.. await Page.Locator(".compared > svg.shape").EvaluateAllAsync<string[]>("icons => icons.map((icon) => getComputedStyle(icon).color)")];
        Assert.Equal(2, colours.Distinct().Count());
        string[] marks = [.. await Page.Locator("[data-panel=packets] .compared-line svg").EvaluateAllAsync<string[]>("icons => icons.map((icon) => icon.innerHTML)")];
        Assert.Equal(2, marks.Distinct().Count());
        await ExpectInkAsync("[data-panel=packets]");
    }

    [Fact]
    public async Task Zooming_stands_in_the_address_and_a_flow_opens_by_itself()
    {
        await CompareAsync();
        await Page.Keyboard.PressAsync("w");
        await NewRangeAsync();

        await Page.Locator(".compared").Nth(1).GetByRole(AriaRole.Button, new() { Name = "flow 2-7", Exact = true }).ClickAsync();

        await AddressAsync("**/?flow=2-7");
        await Expect(Page.Locator(".table-row").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_click_on_a_lost_packet_says_what_it_is_and_leads_to_its_row_in_its_flow()
    {
        EventRow lost = await PickLostAsync();

        await Expect(Page.Locator(".compare-picked")).ToContainTextAsync(lost.Name);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Its row in flow 1-7" }).ClickAsync();

        await AddressAsync(url => url.Contains($"event={lost.Id}%40{lost.TNs}", StringComparison.Ordinal) && !url.Contains("with=", StringComparison.Ordinal));
        await Expect(Page.Locator($".table-row[data-event='{lost.Id}']")).ToHaveAttributeAsync("aria-selected", "true");
        await Page.GoBackAsync();
        await Expect(Page.Locator(".compared")).ToHaveCountAsync(2);
        await Expect(Page.Locator(".compare-picked")).ToContainTextAsync(lost.Name);
    }

    [Fact]
    public async Task Flows_are_aligned_at_the_event_that_was_picked_and_the_others_at_their_first_of_its_type()
    {
        EventRow lost = await PickLostAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Align here" }).ClickAsync();

        await AddressAsync($"**/?flow=1-7&event={lost.Id}%40{lost.TNs}&with=2-7&align={lost.EventType}&at=1-7%40{lost.TNs}");
        await Expect(Page.Locator(".picked-time")).ToContainTextAsync("+0");
        await Expect(Page.GetByLabel("Lay the flows over each other at")).ToHaveValueAsync("@");
        // Both begin before what they are aligned at: their bars say how much.
        EventRow first = Events(transfer.Store.Reader, TransferStore.SameId, null, lost.Name)[0];
        long[] before = [lost.TNs - transfer.Store.Reader.GetFlow(TransferStore.Download)!.Row.FirstNs, first.TNs - transfer.Store.Reader.GetFlow(TransferStore.SameId)!.Row.FirstNs];
        double[] lefts = await Page.Locator(".life-bar").EvaluateAllAsync<double[]>("bars => bars.map((bar) => bar.getBoundingClientRect().left)");
        Assert.Equal(before[0] > before[1], lefts[0] < lefts[1]);

        await Page.GoBackAsync();
        await Expect(Page.GetByLabel("Lay the flows over each other at")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Acknowledgements_are_drawn_faintly_until_somebody_takes_them_away()
    {
        await CompareAsync("&from=0&to=200000000");
        await Expect(Page.Locator("[data-panel=packets] .compared-value").Nth(1)).Not.ToHaveTextAsync("–");
        await Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        int with = await InkAsync("[data-panel=packets]");
        await Page.GetByRole(AriaRole.Button, new() { Name = "acked", Exact = true }).ClickAsync();

        await AddressAsync("**&hide=compare-acked**");
        await Page.WaitForFunctionAsync("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))");
        Assert.InRange(await InkAsync("[data-panel=packets]"), 1, with - 100);
    }

    [Fact]
    public async Task A_run_stands_for_its_busiest_flow_and_both_runs_are_summed()
    {
        await OpenAsync(transfer.Store, TransferStore.Download);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Compare with…" }).ClickAsync();
        await Page.GetByRole(AriaRole.Combobox, new() { Name = "Flow to compare with" }).FillAsync("lab");
        await Page.Locator(".chooser-list [data-run='2']").ClickAsync();

        FlowRow busiest = transfer.Store.Reader.GetFlows(new FlowQuery { RunId = 2, Order = FlowOrder.Events, Descending = true, Limit = 1 }).Flows[0];
        await AddressAsync($"**/?flow=1-7&with={busiest.Flow}");
        long[] sent = [.. new long[] { 1, 2 }.Select(Sent)];
        ILocator cells = Page.Locator("[data-run-difference='packets sent'] td");
        await Expect(cells.Nth(0)).ToHaveAttributeAsync("title", Grouped(sent[0]));
        await Expect(cells.Nth(1)).ToHaveAttributeAsync("title", Grouped(sent[1]));

        long Sent(long run) => transfer.Store.Reader.GetEvents(new EventQuery { RunId = run, Types = ["PACKET_SENT"], Limit = 10_000 }).Events.Count;
    }

    [Fact]
    public async Task Panels_and_the_table_of_differences_are_taken_elsewhere()
    {
        await CompareAsync();
        await ExpectInkAsync("[data-panel=packets]");
        await Page.Keyboard.PressAsync("e");

        IDownload svg = await Page.RunAndWaitForDownloadAsync(() => Page.GetByRole(AriaRole.Button, new() { Name = "SVG of Packets" }).ClickAsync());
        IDownload table = await Page.RunAndWaitForDownloadAsync(() => Page.GetByRole(AriaRole.Button, new() { Name = "CSV of differences" }).ClickAsync());

        Assert.Equal("ojo-1-7-2-7-packets.svg", svg.SuggestedFilename);
        string[] words = [.. System.Xml.Linq.XDocument.Parse(await File.ReadAllTextAsync(await svg.PathAsync())).Descendants().Where(static one => one.Name.LocalName == "text").Select(static one => one.Value)];
        Assert.Contains("A · flow 1-7 · edge-proxy", words);
        Assert.Contains($"B · flow 2-7 · {TransferStore.HostileService}", words);
        FlowSummary first = transfer.Store.Reader.GetFlow(TransferStore.Download)!.Summary;
        FlowSummary second = transfer.Store.Reader.GetFlow(TransferStore.SameId)!.Summary;
        Assert.Contains($"packets sent,{first.PacketsSent},{second.PacketsSent}", (await File.ReadAllTextAsync(await table.PathAsync())).Split("\r\n"));
    }

    /// <summary>Looks at the time around one lost packet of the first flow, and clicks on its mark.</summary>
    private async Task<EventRow> PickLostAsync()
    {
        EventRow lost = Events(transfer.Store.Reader, TransferStore.Download).Where(static one => one.Name.StartsWith("PACKET_LOST", StringComparison.Ordinal)).ElementAt(3);
        long at = lost.TNs - transfer.Store.Reader.GetFlow(TransferStore.Download)!.Row.FirstNs;
        await CompareAsync($"&from={at - 4_000_000}&to={at + 4_000_000}");
        await Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        ILocator plot = Plot("packets");
        LocatorBoundingBoxResult box = (await plot.BoundingBoxAsync())!;
        ILocator name = plot.Locator(".hover:not([hidden]) strong");
        for (float y = 2; y < box.Height; y += 3)
        {
            await Page.Mouse.MoveAsync(box.X + 64 + ((box.Width - 64) / 2), box.Y + y);
            if (await name.CountAsync() == 1 && (await name.TextContentAsync())!.Contains($"{lost.Name} {lost.Payload}", StringComparison.Ordinal))
            {
                await Page.Mouse.DownAsync();
                await Page.Mouse.UpAsync();
                await Expect(Page.Locator(".compare-picked")).ToBeVisibleAsync();
                return lost;
            }
        }

        Assert.Fail($"No mark is called {lost.Name} {lost.Payload}.");
        return lost;
    }

    /// <summary>How many pixels of a panel's canvas have a colour.</summary>
    private async Task<int> InkAsync(string panel) => await Page.EvaluateAsync<int>(
        """
        (panel) => {
          const canvas = document.querySelector(`${panel} canvas`);
          // A copy is read: reading the page's own would make the browser draw it otherwise from then on.
          const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
          copy.drawImage(canvas, 0, 0);
          const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
          let ink = 0;
          for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 60 && Math.abs(data[i] - data[i + 2]) > 40) ink++;
          return ink;
        }
        """,
        panel);

    private long Shift() => long.Parse(Regex.Match(Page.Url, @"shift=(-?\d+)").Groups[1].Value, CultureInfo.InvariantCulture);

    private async Task CompareAsync(string more = "")
    {
        await Page.GotoAsync(new Uri(transfer.Store.Address, $"/?flow=1-7&with=2-7{more}").ToString());
        await Expect(Plot("packets")).ToBeVisibleAsync();
        await Expect(Page.Locator(".differences table").First).ToBeVisibleAsync();
    }

    private async Task ExpectLineAsync(string label, long first, long second)
    {
        ILocator cells = Page.Locator($"[data-difference='{label}'] td");
        await Expect(cells.Nth(0)).ToHaveAttributeAsync("title", Grouped(first));
        await Expect(cells.Nth(1)).ToHaveAttributeAsync("title", Grouped(second));
        await Expect(cells.Nth(2)).ToHaveTextAsync((second > first ? "+" : "−") + Grouped(Math.Abs(second - first)));
    }

    /// <summary>Waits until both flows' colours are on a panel's canvas.</summary>
    private async Task ExpectInkAsync(string panel) => await Page.WaitForFunctionAsync(
        """
        (panel) => {
          const canvas = document.querySelector(`${panel} canvas`);
          if (!canvas || canvas.width === 0) return false;
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          let [blue, red] = [0, 0];
          for (let i = 0; i < data.length; i += 4) {
            if (data[i + 3] < 200) continue;
            if (data[i + 2] - data[i] > 90) blue++;
            if (data[i] - data[i + 2] > 90) red++;
          }
          return blue > 100 && red > 100;
        }
        """,
        panel);
}
