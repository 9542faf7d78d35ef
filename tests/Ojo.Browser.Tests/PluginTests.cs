using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using BbrState;
using Microsoft.Playwright;
using Ojo.Browser.Tests.Support;
using Ojo.Storage;
using Ojo.Storage.Queries;
using static Microsoft.Playwright.Assertions;

namespace Ojo.Browser.Tests;

/// <summary>Panels that plugins draw: the sample's, over a real store, and plugins that do whatever plugins should not.</summary>
public sealed class PluginTests(ChromiumFixture chromium) : PageTest(chromium)
{
    private static readonly FlowKey s_bbr = new(1, 7);
    private static readonly FlowKey s_other = new(1, 9);

    private static string Samples => Metadata("Plugins");

    [Fact]
    public async Task The_sample_tells_the_state_the_gain_and_the_bandwidth_at_the_cursor()
    {
        await using Visit visit = await StartAsync(Samples);
        await OpenAsync(visit.Store, s_bbr);
        ILocator panel = await DrawnAsync("plugin-bbr-state");
        await Expect(panel.Locator(".panel-title")).ToHaveTextAsync("BBR");

        foreach (double second in (double[])[0.1, 2.5, 6.3, 9.1, 12.7, 18.4])
        {
            long time = await PointAsync(panel, second);
            (BbrPhase state, float gain, ulong bandwidth) = BbrFlow.At(time);
            ILocator values = panel.Locator(".legend-value");
            await Expect(values).ToHaveTextAsync([BbrFlow.TitleOf(state), string.Create(CultureInfo.InvariantCulture, $"× {gain:0.00}"), BbrFlow.Megabits(bandwidth)]);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("&from=5000000000&to=9000000000")]
    [InlineData("&from=15500000000&to=15900000000")]
    public async Task Its_bands_have_each_states_colour_where_the_trace_has_the_state(string range)
    {
        await using Visit visit = await StartAsync(Samples);
        await OpenAsync(visit.Store, s_bbr, range);
        ILocator panel = await DrawnAsync("plugin-bbr-state");

        // Colours of the uppermost pixels, straight from the canvas, one every few pixels, and the time of each.
        Sample[] samples = await panel.Locator("canvas").EvaluateAsync<Sample[]>("""
            async (canvas) => {
              const copy = document.createElement('canvas');
              const context = copy.getContext('2d', { willReadFrequently: true });
              const gutter = 64;
              const colour = (name) => {
                context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
                context.fillRect(0, 0, 1, 1);
                return [...context.getImageData(0, 0, 1, 1).data].join();
              };
              const names = new Map(['extra1', 'extra2', 'extra3', 'neutral', 'extra4', 'extra5', 'extra6'].map((name, index) => [colour(name), index + 1]));
              for (let attempt = 0; ; attempt++) {
                copy.width = canvas.width;
                copy.height = canvas.height;
                context.drawImage(canvas, 0, 0);
                const scale = canvas.width / canvas.clientWidth;
                const found = [];
                for (let x = gutter + 2; x < canvas.clientWidth - 2; x += 3) {
                  const state = names.get([...context.getImageData(Math.floor(x * scale), 1, 1, 1).data].join());
                  if (state !== undefined) found.push({ part: (x - gutter) / (canvas.clientWidth - gutter), state });
                }
                if (found.length > 50 || attempt > 200) return found;
                await new Promise((done) => requestAnimationFrame(done));
              }
            }
            """);
        (double from, double to) = Visible();
        Assert.InRange(samples.Length, 51, 1000);
        int compared = 0;
        foreach (Sample sample in samples)
        {
            // A pixel's width of doubt on both sides of a change.
            double time = from + (sample.Part * (to - from));
            double doubt = (to - from) / 250;
            if (time - doubt < BbrFlow.Steps[0].TimeNs + 1e8 || time + doubt > BbrFlow.Steps[^1].TimeNs
                || BbrFlow.At((long)(time - doubt)).State != BbrFlow.At((long)(time + doubt)).State)
            {
                continue;
            }

            Assert.Equal(BbrFlow.At((long)time).State, (BbrPhase)sample.State);
            compared++;
        }

        Assert.InRange(compared, 30, 1000);
    }

    [Fact]
    public async Task A_click_on_a_band_selects_the_event_that_began_it()
    {
        await using Visit visit = await StartAsync(Samples);
        await OpenAsync(visit.Store, s_bbr);
        ILocator panel = await DrawnAsync("plugin-bbr-state");
        long time = await PointAsync(panel, 6.3);
        await Page.Mouse.DownAsync();
        await Page.Mouse.UpAsync();

        await Expect(Page.Locator(".inspected h2")).ToHaveTextAsync("BBR_STATE_CHANGED");
        EventRow began = Events(visit.Store.Reader, s_bbr, null, "BBR_STATE_CHANGED").Last(row => row.TNs <= time);
        await Expect(Page.Locator($".table-row[data-event='{began.Id}']")).ToHaveAttributeAsync("aria-selected", "true");
    }

    [Fact]
    public async Task A_flow_without_its_events_has_no_panel_of_it()
    {
        await using Visit visit = await StartAsync(Samples);
        await OpenAsync(visit.Store, s_bbr);
        await DrawnAsync("plugin-bbr-state");
        await OpenAsync(visit.Store, s_other);

        await Expect(Plot("packets")).ToBeVisibleAsync();
        await Expect(Page.Locator("[data-panel=plugin-bbr-state]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task It_follows_the_theme_and_what_is_visible()
    {
        await using Visit visit = await StartAsync(Samples);
        await OpenAsync(visit.Store, s_bbr);
        ILocator panel = await DrawnAsync("plugin-bbr-state");
        int drawn = await CountAsync(panel);
        await Page.Keyboard.PressAsync("t");
        await Expect(panel).Not.ToHaveAttributeAsync("data-drawn", drawn.ToString(CultureInfo.InvariantCulture));
        drawn = await CountAsync(panel);
        await panel.Locator(".plot").HoverAsync();
        await Page.Mouse.WheelAsync(0, -400);

        await NewRangeAsync();
        await Expect(panel).Not.ToHaveAttributeAsync("data-drawn", drawn.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("draw() {\n throw new Error('out of ideas'); }", "bad.js:2:8: out of ideas")]
    [InlineData("draw() { for (;;) ; }", "bad.js: The plugin was not done drawing after 2 s, and was ended.")]
    [InlineData("draw() {}, read() { return 'nothing'; }", "read(timeNs) must return a list")]
    [InlineData("draw() { setTimeout(() => { null.x; }); }", "TypeError")]
    [InlineData("draw() { Promise.reject(new Error('later')); }", "bad.js:1")]
    [InlineData("draws() {}", "must return an object with a function draw")]
    public async Task A_panel_that_fails_says_so_and_takes_nothing_with_it(string parts, string sentence) =>
        await FailsAsync($"export default {{ contract: 1, id: 'bad', title: 'Bad', panel: () => ({{ {parts} }}) }};", sentence);

    [Theory]
    [InlineData("export default {", "SyntaxError")]
    [InlineData("throw new Error('at once');", "bad.js:1:7: at once")]
    [InlineData("export const x = 1;", "no default export")]
    [InlineData("export default { contract: 2 };", "written for contract 2")]
    [InlineData("export default { contract: 1, id: 'A B', title: 'x', panel() {} };", "id must be")]
    [InlineData("export default { contract: 1, id: 'a', title: '', panel() {} };", "title must be")]
    [InlineData("export default { contract: 1, id: 'a', title: 'x' };", "no function panel")]
    [InlineData("export default { contract: 1, id: 'a', title: 'x', needs: { events: [] }, panel() {} };", "needs are roles, types and fields")]
    [InlineData("import './none.js'; export default 1;", "bad.js")]
    [InlineData("export default { contract: 1, id: 'a', title: '<img src=x onerror=alert(1)>', panel: () => ({ draw() {}, read: () => [{ label: '<b>x</b>', value: '<script>alert(1)</script>' }, {}] }) };", null)]
    [InlineData("export default { contract: 1, id: 'a', title: 'x', panel: () => { document.title = 'owned'; } };", "document is not defined")]
    public async Task A_module_that_is_no_plugin_has_a_panel_that_says_why(string module, string? sentence) => await FailsAsync(module, sentence);

    [Theory]
    [InlineData("import 'http://127.0.0.1:{0}/x.js'; export default 1;")]
    [InlineData("export default { contract: 1, id: 'a', title: 'x', panel: async () => { await import('http://127.0.0.1:{0}/x.js'); } };")]
    [InlineData("export default { contract: 1, id: 'a', title: 'x', panel: async () => { await fetch('http://127.0.0.1:{0}/stolen', { mode: 'no-cors' }); } };")]
    [InlineData("export default { contract: 1, id: 'a', title: 'x', panel: () => { new Function('return 1')(); } };")]
    public async Task A_plugin_brings_no_script_from_elsewhere_and_sends_nothing_there(string module)
    {
        using TcpListener elsewhere = new(IPAddress.Loopback, 0);
        elsewhere.Start();
        string port = ((IPEndPoint)elsewhere.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        await FailsAsync(module.Replace("{0}", port, StringComparison.Ordinal), "bad.js");

        Assert.False(elsewhere.Pending());
        // Chromium says so in the console, of a worker or of the page.
        Assert.All(TakeComplaints(), static one => Assert.Contains("Content Security Policy", one, StringComparison.Ordinal));
    }

    [Fact]
    public void The_samples_flow_goes_through_every_state_and_finds_the_bottleneck()
    {
        Assert.Equal(Enum.GetValues<BbrPhase>().Where(static one => one != 0), BbrFlow.Steps.Where(static s => s.State is not null).Select(static s => s.State!.Value).Distinct().Order());
        Assert.InRange(BbrFlow.Steps.Count(static s => s.State is not null), 20, 100);
        Assert.All((double[])[3, 7, 10, 14, 19], static second =>
            Assert.InRange(BbrFlow.At((long)(second * 1e9)).Bandwidth, SharedPath.BandwidthAt(second) * 0.95, SharedPath.BandwidthAt(second) * 1.05));
    }

    [Fact]
    public void The_sample_compiles_against_the_contract()
    {
        Assert.SkipUnless(Directory.Exists(Samples), "The samples are not where this assembly was built.");
        (int code, string said) = Compile(Path.Combine(Samples, "tsconfig.json"));

        Assert.True(code == 0, said);
    }

    [Theory]
    [InlineData("contract: 2, id: 'x', title: 'x', panel: () => ({ draw() {} })", "'2' is not assignable to type '1'")]
    [InlineData("contract: 1, id: 'x', title: 5, panel: () => ({ draw() {} })", "'number' is not assignable to type 'string'")]
    [InlineData("contract: 1, id: 'x', title: 'x', panel: () => ({})", "PanelParts")]
    [InlineData("contract: 1, id: 'x', title: 'x', panel: () => ({ draw: (context, area) => { context.fillStyle = area.palette.mauve; } })", "mauve")]
    [InlineData("contract: 1, id: 'x', title: 'x', panel: (host) => ({ draw: (context, area) => { area.x(host.cursor.value); } })", "null")]
    public void A_plugin_that_breaks_the_contract_does_not_compile(string plugin, string complaint)
    {
        Assert.SkipUnless(Directory.Exists(Samples), "The samples are not where this assembly was built.");
        string folder = Directory.CreateTempSubdirectory("ojo-plugin-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "wrong"));
            File.Copy(Path.Combine(Samples, "tsconfig.json"), Path.Combine(folder, "tsconfig.json"));
            File.WriteAllText(Path.Combine(folder, "wrong/plugin.js"),
                $"/** @type {{import('{Path.Combine(Metadata("PageSource"), "src/plugins/ojo-plugin")}').Plugin}} */\nconst plugin = {{ {plugin} }};\nexport default plugin;\n");
            (int code, string said) = Compile(Path.Combine(folder, "tsconfig.json"));

            Assert.NotEqual(0, code);
            Assert.Contains(complaint, said, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Metadata(string key) =>
        typeof(PluginTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == key).Value!;

    private async Task<Visit> StartAsync(string plugins)
    {
        ExploredStore store = new() { PluginsDirectory = plugins, MoreEvents = BbrFlow.Events };
        TraceScript script = store.Run("bbr-sender", "node-4", 4121, TransferStore.StartNs);
        BbrFlow.Record(script, 7);
        RenoTransfer.Record(script, 9, 1_000_000, 300, seed: 5);
        store.Ingest(script);
        await store.StartAsync();
        return new Visit(Page, store);
    }

    private static (int Code, string Said) Compile(string project)
    {
        using Process node = Process.Start(new ProcessStartInfo("node", [Path.Combine(Metadata("PageSource"), "node_modules/typescript/bin/tsc"), "-p", project])
        {
            RedirectStandardOutput = true,
        })!;
        string said = node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        return (node.ExitCode, said);
    }

    private static async Task<int> CountAsync(ILocator panel) =>
        int.Parse(await panel.GetAttributeAsync("data-drawn") ?? "0", CultureInfo.InvariantCulture);

    private async Task FailsAsync(string module, string? sentence)
    {
        string folder = Directory.CreateTempSubdirectory("ojo-plugins-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "bad.js"), module);
            await File.WriteAllTextAsync(Path.Combine(folder, "good.js"), "export default { contract: 1, id: 'good', title: 'Good', panel: () => ({ draw() {}, read: (t) => [{ label: 'time', value: String(t) }] }) };");
            await using Visit visit = await StartAsync(folder);
            await OpenAsync(visit.Store, s_other);
            ILocator bad = Page.Locator(".panel-plugin:not([data-panel=plugin-good])");
            await Expect(bad).ToHaveCountAsync(1);
            // What is not on the screen is not drawn.
            await bad.ScrollIntoViewIfNeededAsync();
            if (sentence is null)
            {
                await Expect(bad.Locator(".legend-value").First).ToHaveTextAsync("<script>alert(1)</script>");
                await Expect(bad.Locator(".panel-title")).ToHaveTextAsync("<img src=x onerror=alert(1)>");
            }
            else
            {
                await Expect(bad.GetByRole(AriaRole.Alert)).ToContainTextAsync(sentence);
            }

            // Its neighbours draw, the page's own and the other plugin's, and the page answers.
            await Page.Locator("[data-panel=plugin-good]").ScrollIntoViewIfNeededAsync();
            await Expect(Page.Locator("[data-panel=plugin-good] .legend-value")).Not.ToHaveTextAsync("");
            await Page.Locator("[data-panel=packets] .plot").HoverAsync();
            await Page.Mouse.WheelAsync(0, -400);
            await NewRangeAsync();
            await Expect(Page.Locator("[data-panel=window] .legend-value").First).Not.ToHaveTextAsync("–");
            ForgiveFailedRequests();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The panel of a plugin, once it has drawn what it asked for.</summary>
    private async Task<ILocator> DrawnAsync(string id)
    {
        ILocator panel = Page.Locator($"[data-panel={id}]");
        await panel.ScrollIntoViewIfNeededAsync();
        await Expect(panel.Locator(".legend-value").First).ToBeVisibleAsync();
        return panel;
    }

    private (double From, double To) Visible()
    {
        if (Range() is { } range)
        {
            return (range.From, range.To);
        }

        // The whole flow, with a hundredth of air on both sides.
        long last = BbrFlow.Steps[^1].TimeNs;
        double air = Math.Ceiling(last * 0.01);
        return (-air, last + air);
    }

    /// <summary>Points at a second of the flow, and says at which time the pointer then is.</summary>
    private async Task<long> PointAsync(ILocator panel, double second)
    {
        (double from, double to) = Visible();
        LocatorBoundingBoxResult box = (await panel.Locator(".plot").BoundingBoxAsync())!;
        float x = (float)Math.Round(box.X + 64 + ((second * 1e9) - from) / (to - from) * (box.Width - 64));
        await Page.Mouse.MoveAsync(x, box.Y + (box.Height / 2));
        return (long)(from + ((x - box.X - 64) / (box.Width - 64) * (to - from)));
    }

    /// <summary>A store of the test's own; the page leaves before the explorer goes.</summary>
    private sealed class Visit(IPage page, ExploredStore store) : IAsyncDisposable
    {
        public ExploredStore Store => store;

        public async ValueTask DisposeAsync()
        {
            await page.GotoAsync("about:blank");
            await store.DisposeAsync();
        }
    }

    private sealed class Sample
    {
        public double Part { get; set; }

        public int State { get; set; }
    }
}
