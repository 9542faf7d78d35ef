using System.Text.Json;
using Microsoft.Playwright;
using Ojo.Benchmarks.Reporting;

namespace Ojo.Benchmarks.Programs;

/// <summary>Somebody who opens a flow in Chromium, zooms into it, and moves along.</summary>
internal static class BrowserVisit
{
    private const int Repeats = 5;
    private const int Steps = 240;
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    private static readonly string[] s_arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    /// <summary>Marks, on the page's own clock, the first frame in which charts and table show what was recorded.</summary>
    private const string WatchForCharts =
        """
        const look = () => {
          const value = document.querySelector('.panel:not(.folded) .legend-value');
          if (value !== null && !['', '–'].includes(value.textContent) && document.querySelector('.table-row') !== null) {
            requestAnimationFrame(() => performance.mark('ojo-charts'));
          } else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
        """;

    /// <summary>Zooms with each frame as a wheel does, in, along and out again.</summary>
    private const string ZoomAndMove =
        """
        async (steps) => {
          const plot = document.querySelector('.plot');
          const box = plot.getBoundingClientRect();
          const wheel = (deltaY, shiftKey) => plot.dispatchEvent(new WheelEvent('wheel', { deltaY, shiftKey, bubbles: true, cancelable: true, clientX: box.x + 64 + (box.width - 64) * 0.4, clientY: box.y + box.height / 2 }));
          performance.mark('ojo-gesture-begins');
          for (let i = 0; i < steps; i++) {
            await new Promise((done) => requestAnimationFrame(done));
            if (i < steps / 3) wheel(-60, false);
            else if (i < (steps * 2) / 3) wheel(i % 2 === 0 ? 40 : 60, true);
            else wheel(60, false);
          }
          await new Promise((done) => requestAnimationFrame(done));
          performance.mark('ojo-gesture-ends');
        }
        """;

    /// <summary>Pays the visit some times, each with a browser that knows nothing of the one before; the medians.</summary>
    /// <exception cref="PeerAbsentException">There is no Chromium.</exception>
    public static BrowserFigures Pay(Uri address, string flow, MeasuredProcess explorer)
    {
        string path = Find() ?? throw new PeerAbsentException("chromium is missing: on Debian and Ubuntu, 'apt-get install chromium'");
        return PayAsync(path, new Uri(address, $"/?flow={flow}"), explorer).GetAwaiter().GetResult();
    }

    private static async Task<BrowserFigures> PayAsync(string path, Uri address, MeasuredProcess explorer)
    {
        using IPlaywright playwright = await Playwright.CreateAsync().ConfigureAwait(false);
        List<BrowserFigures> visits = [];
        for (int n = 0; n < Repeats; n++)
        {
            await using IBrowser browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = path, Headless = true, Args = s_arguments }).ConfigureAwait(false);
            visits.Add(await VisitAsync(browser, address, explorer).ConfigureAwait(false));
        }

        double Median(Func<BrowserFigures, double> of) => visits.Select(of).Order().ElementAt(Repeats / 2);
        return new BrowserFigures(
            Median(static one => one.FirstPaintMs), Median(static one => one.ChartsMs), (int)Median(static one => one.Requests), (int)Median(static one => one.Chain),
            visits.Sum(static one => one.Frames), Median(static one => one.FrameMedianMs), Median(static one => one.FrameP99Ms), Median(static one => one.FrameMostMs),
            (int)Median(static one => one.LongTasks), Median(static one => one.LongestTaskMs), Median(static one => one.HeapMebibytes), explorer.Memory);
    }

    private static async Task<BrowserFigures> VisitAsync(IBrowser browser, Uri address, MeasuredProcess explorer)
    {
        IPage page = await browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1600, Height = 1000 } }).ConfigureAwait(false);
        await page.AddInitScriptAsync(WatchForCharts).ConfigureAwait(false);
        ICDPSession traced = await browser.NewBrowserCDPSessionAsync().ConfigureAwait(false);
        await page.GotoAsync(address.ToString()).ConfigureAwait(false);
        await page.WaitForFunctionAsync("() => performance.getEntriesByName('ojo-charts').length > 0").ConfigureAwait(false);
        JsonElement opening = (await page.EvaluateAsync(
            """
            () => ({
              paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1,
              charts: performance.getEntriesByName('ojo-charts')[0].startTime,
              requests: performance.getEntriesByType('resource').filter((one) => one.name.includes('/api/') && one.startTime < performance.getEntriesByName('ojo-charts')[0].startTime).map((one) => [one.startTime, one.responseEnd]),
            })
            """).ConfigureAwait(false))!.Value;
        await page.WaitForLoadStateAsync(LoadState.DOMContentLoaded).ConfigureAwait(false);
        BrowserTrace trace = await BrowserTrace.RecordAsync(traced, () => page.EvaluateAsync(ZoomAndMove, Steps)).ConfigureAwait(false);
        ICDPSession own = await page.Context.NewCDPSessionAsync(page).ConfigureAwait(false);
        await own.SendAsync("HeapProfiler.collectGarbage").ConfigureAwait(false);
        await own.SendAsync("Performance.enable").ConfigureAwait(false);
        JsonElement metrics = (await own.SendAsync("Performance.getMetrics").ConfigureAwait(false))!.Value;
        double heap = metrics.GetProperty("metrics").EnumerateArray().First(static one => one.GetProperty("name").GetString() == "JSHeapUsedSize").GetProperty("value").GetDouble();
        double[] frames = [.. trace.FrameTimes("ojo-gesture-begins", "ojo-gesture-ends").Order()];
        double[] tasks = trace.Tasks("ojo-gesture-begins", "ojo-gesture-ends");
        if (frames.Length == 0)
        {
            throw new InvalidOperationException("The browser's trace has no frame: its events are called otherwise than they were.");
        }

        (double Start, double End)[] requests = [.. opening.GetProperty("requests").EnumerateArray().Select(static one => (one[0].GetDouble(), one[1].GetDouble()))];
        return new BrowserFigures(
            opening.GetProperty("paint").GetDouble(), opening.GetProperty("charts").GetDouble(), requests.Length, ChainOf(requests), frames.Length,
            Rank(frames, 0.5), Rank(frames, 0.99), frames[^1], tasks.Count(static ms => ms > 50), tasks.DefaultIfEmpty().Max(), heap / 1048576, explorer.Memory);
    }

    /// <summary>The most requests of which each began after the one before had ended.</summary>
    private static int ChainOf((double Start, double End)[] requests)
    {
        (int chain, double end) = (0, double.NegativeInfinity);
        foreach ((double requestStart, double requestEnd) in requests.OrderBy(static one => one.End))
        {
            if (requestStart >= end)
            {
                chain++;
                end = requestEnd;
            }
        }

        return chain;
    }

    private static double Rank(double[] sorted, double part) => sorted[Math.Max(0, (int)Math.Ceiling(part * sorted.Length) - 1)];

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("OJO_CHROMIUM") is { Length: > 0 } given)
        {
            return given;
        }

        IEnumerable<string> folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/bin");
        return folders.SelectMany(static folder => s_names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }
}
