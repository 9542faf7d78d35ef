using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Ojo.Browser.Tests.Support;
using Ojo.Storage.Queries;
using static Microsoft.Playwright.Assertions;

namespace Ojo.Browser.Tests;

/// <summary>What a statement found, as a chart.</summary>
public sealed class SqlChartTests(ChromiumFixture chromium, TransferStore transfer) : SqlPageTest(chromium, transfer)
{
    [Fact]
    public async Task A_chart_draws_the_columns_that_are_chosen_and_a_click_leads_to_the_row()
    {
        await OpenSqlAsync("SELECT ts_ns, cwnd, cwnd / 2 AS half FROM cwnd_updated WHERE run_id = 1 AND flow_id = 7 ORDER BY ts_ns");
        await Expect(Cells.First).ToBeVisibleAsync();

        await Page.GetByRole(AriaRole.Button, new() { Name = "Chart", Exact = true }).ClickAsync();

        ILocator plot = Page.GetByRole(AriaRole.Img, new() { Name = "Chart of the result" });
        IReadOnlyList<EventRow> windows = Events(Store.Reader, TransferStore.Download, null, "CWND_UPDATED");
        await Expect(plot).ToHaveAttributeAsync("aria-description", new Regex($"^cwnd from {Grouped((long)windows.Min(static one => one.Payload))} to .*{windows.Count} rows$"));
        await AddressAsync("**&plot=line.0.1.2");
        Assert.True(await InkAsync(plot) > 500);
        await Page.GetByRole(AriaRole.Button, new() { Name = "half" }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "step" }).ClickAsync();
        await AddressAsync("**&plot=step.0.1");

        LocatorBoundingBoxResult box = (await plot.BoundingBoxAsync())!;
        for (float x = 100; x < box.Width && !await Page.Locator(".sql-plot.pointing").IsVisibleAsync(); x += 8)
        {
            await plot.HoverAsync(new() { Position = new Position { X = x, Y = box.Height / 2 } });
        }

        string named = (await Page.Locator(".sql-plot .hover strong").TextContentAsync())!;
        await Page.Mouse.DownAsync();
        await Page.Mouse.UpAsync();
        await Expect(Page.Locator(".sql-cell[aria-selected=true]")).ToHaveTextAsync(named["cwnd ".Length..]);
    }

    [Fact]
    public async Task A_link_to_a_chart_opens_the_chart()
    {
        await Page.GotoAsync(new Uri(Store.Address, $"/?sql={Uri.EscapeDataString("SELECT name, event_count FROM event_types WHERE event_count > 0")}&plot=bars.0.1").ToString());

        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "bars" })).ToHaveAttributeAsync("aria-pressed", "true");
        Assert.True(await InkAsync(Page.Locator(".sql-plot")) > 500);
    }

    /// <summary>How many pixels of a chart are neither background nor grid: those with colour.</summary>
    private async Task<int> InkAsync(ILocator plot)
    {
        await Page.WaitForFunctionAsync("() => document.querySelector('.sql-plot canvas')?.width > 0");
        return await plot.Locator("canvas").EvaluateAsync<int>(
            """
            async (canvas) => {
              await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
              const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
              let ink = 0;
              for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 128 && Math.max(data[i], data[i + 1], data[i + 2]) - Math.min(data[i], data[i + 1], data[i + 2]) > 60) ink++;
              return ink;
            }
            """);
    }
}
