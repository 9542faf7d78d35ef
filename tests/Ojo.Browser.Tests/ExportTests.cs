using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.Playwright;
using Ojo.Browser.Tests.Support;
using Ojo.Interop.Exporting;
using Ojo.Storage.Queries;
using static Microsoft.Playwright.Assertions;

namespace Ojo.Browser.Tests;

/// <summary>What can be taken from the page elsewhere.</summary>
public sealed class ExportTests(ChromiumFixture chromium, TransferStore transfer) : PageTest(chromium)
{
    private const string Part = "&from=300000000&to=520000000";

    [Fact]
    public async Task The_listed_events_are_saved_as_a_file_with_all_of_them()
    {
        await OpenAsync(transfer.Store, TransferStore.Download, "&mark=300000000..520000000");
        IReadOnlyList<EventRow> events = Events(transfer.Store.Reader, TransferStore.Download, (300_000_000, 520_000_000));

        (string csvName, string csv) = await SaveAsync(AriaRole.Link, "CSV of the events");
        (string jsonName, string json) = await SaveAsync(AriaRole.Link, "JSON lines of the events");

        Assert.Equal("ojo-1-7-events-300000000-520000000.csv", csvName);
        Assert.Equal("ojo-1-7-events-300000000-520000000.jsonl", jsonName);
        Assert.Equal(events.Select(static one => (one.TNs, one.Name)), csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(static line => line.Split(',')).Select(static cells => (long.Parse(cells[2], CultureInfo.InvariantCulture), cells[4])));
        Assert.Equal(
            events.Select(static one => (one.TNs, one.Name)),
            json.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonElement.Parse(line)).Select(static one => (one.GetProperty("tNs").GetInt64(), one.GetProperty("type").GetString()!)));
    }

    [Fact]
    public async Task Every_format_of_the_explorer_is_offered_and_reached_by_the_keyboard()
    {
        await OpenAsync(transfer.Store, TransferStore.Download, "&filter=type%3ACWND_UPDATED");
        int windows = Events(transfer.Store.Reader, TransferStore.Download, null, "CWND_UPDATED").Count;
        await Page.Keyboard.PressAsync("e");
        ILocator links = Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Group, new() { Name = "Events in view" }).GetByRole(AriaRole.Link);

        Assert.Equal(TraceExport.Exporters.Select(static exporter => exporter.Name), await links.AllTextContentsAsync());
        await links.First.FocusAsync();
        await Page.Keyboard.PressAsync("Tab");
        await Page.Keyboard.PressAsync("Tab");
        await Expect(links.Nth(2)).ToBeFocusedAsync();
        IDownload download = await Page.RunAndWaitForDownloadAsync(() => Page.Keyboard.PressAsync("Enter"));
        Assert.Equal("ojo-1-7-events.jsonl", download.SuggestedFilename);
        Assert.Equal(windows, (await File.ReadAllLinesAsync(await download.PathAsync())).Length);
        foreach ((IExporter exporter, int n) in TraceExport.Exporters.Select(static (exporter, n) => (exporter, n)))
        {
            if (exporter.Format == "sqlog")
            {
                // The flow's streams send packets of their own: what cannot be written is said, and nothing saved.
                await links.Nth(n).ClickAsync();
                await Expect(Page.Locator(".export-said")).ToContainTextAsync("Choose one flow");
                ForgiveFailedRequests();
                continue;
            }

            IDownload file = await Page.RunAndWaitForDownloadAsync(() => links.Nth(n).ClickAsync());
            Assert.Equal($"ojo-1-7-events{exporter.FileExtension}", file.SuggestedFilename);
            Assert.Null(await file.FailureAsync());
            Assert.NotEqual(0, new FileInfo(await file.PathAsync()).Length);
        }
    }

    [Fact]
    public async Task The_statistics_of_what_is_marked_are_saved_as_they_are_shown()
    {
        await OpenAsync(transfer.Store, TransferStore.Download, "&mark=300000000..520000000");
        await Expect(Page.Locator("[data-series='CWND_UPDATED.cwnd'] td").Nth(3)).Not.ToHaveTextAsync("–");
        ulong[] windows = [.. Events(transfer.Store.Reader, TransferStore.Download, (300_000_000, 520_000_000), "CWND_UPDATED").Select(static one => one.Payload)];

        (string name, string csv) = await SaveAsync(AriaRole.Button, "CSV of statistics");
        (_, string json) = await SaveAsync(AriaRole.Button, "JSON of statistics");

        Assert.Equal("ojo-1-7-statistics-300000000-520000000.csv", name);
        string[] row = csv.Split("\r\n").Single(static line => line.StartsWith("CWND_UPDATED.cwnd,", StringComparison.Ordinal)).Split(',');
        string[] expected = [$"{windows.Length}", $"{windows.Min()}", $"{windows.Max()}", $"{windows[0]}", $"{windows[^1]}"];
        Assert.Equal(expected, new[] { 4, 6, 10, 11, 12 }.Select(column => row[column]));
        Assert.Equal("bytes", row[1]);
        JsonElement series = JsonElement.Parse(json).GetProperty("series").EnumerateArray().Single(static one => one.GetProperty("series").GetString() == "CWND_UPDATED.cwnd");
        Assert.Equal(windows.Length, series.GetProperty("count").GetInt32());
    }

    [Theory]
    [InlineData("Packets", "packets")]
    [InlineData("Window", "window")]
    [InlineData("Events and states", "events-and-states")]
    public async Task A_panel_becomes_a_vector_graphic_of_paths_and_text_and_a_picture(string panel, string name)
    {
        await OpenAsync(transfer.Store, TransferStore.Download, Part);
        await Expect(Page.Locator("[data-panel=packets] .legend-value").First).Not.ToHaveTextAsync("–");
        await Page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        (string file, string text) = await SaveAsync(AriaRole.Button, $"SVG of {panel}");
        (string picture, byte[] png) = await SaveBytesAsync(AriaRole.Button, $"PNG of {panel}");

        Assert.Equal($"ojo-1-7-{name}-300000000-520000000.svg", file);
        Assert.Equal($"ojo-1-7-{name}-300000000-520000000.png", picture);
        XElement svg = XDocument.Parse(text).Root!;
        XNamespace svgNames = "http://www.w3.org/2000/svg";
        Assert.Empty(svg.Descendants(svgNames + "image"));
        Assert.InRange(svg.Descendants(svgNames + "path").Count(), 5, int.MaxValue);
        string[] words = [.. svg.Descendants(svgNames + "text").Select(static one => one.Value)];
        Assert.Contains(panel, words);
        Assert.Contains(words, static word => word.StartsWith("flow 7 · edge-proxy@node-4 · ", StringComparison.Ordinal));
        Assert.Contains(words, static word => word.EndsWith("ms", StringComparison.Ordinal));
        Assert.Equal<byte>([0x89, 0x50, 0x4E, 0x47], png[..4]);
        int width = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16));
        Assert.Equal(2 * double.Parse(svg.Attribute("width")!.Value, CultureInfo.InvariantCulture), width, tolerance: 2);
    }

    [Fact]
    public async Task A_vector_graphic_has_a_mark_where_each_packet_is()
    {
        IReadOnlyList<EventRow> lost = [.. Events(transfer.Store.Reader, TransferStore.Download).Where(static one => one.Name.StartsWith("PACKET_LOST", StringComparison.Ordinal))];
        (long from, long to) = (lost[3].TNs - 4_000_000, lost[3].TNs + 4_000_000);
        await OpenAsync(transfer.Store, TransferStore.Download, $"&from={from}&to={to}");
        await Expect(Page.Locator("[data-panel=packets] .legend-value").First).Not.ToHaveTextAsync("–");
        await Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        double width = (await Plot("packets").BoundingBoxAsync())!.Width;

        (_, string svg) = await SaveAsync(AriaRole.Button, "SVG of Packets");

        // A cross is two strokes: the first one begins a little to the left of where the packet was lost.
        double x = 12 + 64 + ((width - 64) * (lost[3].TNs - from) / (to - from));
        string[] crosses = [.. XDocument.Parse(svg).Descendants().Where(static one => one.Name.LocalName == "path" && one.Attribute("stroke")?.Value == "#d55e00").Select(static one => one.Attribute("d")!.Value)];
        Assert.Contains(crosses.SelectMany(static d => d.Split('M', StringSplitOptions.RemoveEmptyEntries)).Select(static one => double.Parse(one.Split(' ')[0], CultureInfo.InvariantCulture)), start => Math.Abs(start - x) < 6);
    }

    [Fact]
    public async Task A_picture_has_the_marked_events_and_the_marked_time_that_the_panel_has()
    {
        EventRow[] thresholds = [.. Events(transfer.Store.Reader, TransferStore.Download, (300_000_000, 520_000_000), "SSTHRESH_UPDATED")];
        await OpenAsync(transfer.Store, TransferStore.Download, $"{Part}&marker=packets~769&mark=350000000..400000000");
        await Expect(Page.Locator("[data-panel=packets] .marker-entry .legend-value")).ToHaveTextAsync($"{thresholds.Length}");
        await Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        double width = (await Plot("packets").BoundingBoxAsync())!.Width - 64;

        (_, string svg) = await SaveAsync(AriaRole.Button, "SVG of Packets");

        XElement root = XDocument.Parse(svg).Root!;
        Assert.Contains(root.Descendants(), static one => one.Name.LocalName == "text" && one.Value == "SSTHRESH_UPDATED");
        double[] starts = [.. root.Descendants().Where(static one => one.Name.LocalName == "path").SelectMany(static one => one.Attribute("d")!.Value.Split('M', StringSplitOptions.RemoveEmptyEntries))
            .Select(static part => double.Parse(part.Split(' ')[0], CultureInfo.InvariantCulture))];
        double At(long time) => 12 + 64 + (width * (time - 300_000_000) / 220_000_000);
        // A rule is half a pixel to each side of its event, the marked time begins where it begins.
        Assert.All(thresholds, one => Assert.Contains(starts, start => Math.Abs(start - At(one.TNs)) <= 1.1));
        Assert.Contains(root.Descendants(), one => one.Attribute("fill")?.Value.EndsWith("0.13)", StringComparison.Ordinal) == true
            && Math.Abs(double.Parse(one.Attribute("d")!.Value[1..].Split(' ')[0], CultureInfo.InvariantCulture) - At(350_000_000)) < 0.1);
    }

    [Fact]
    public async Task A_histogram_is_saved_as_a_vector_graphic_and_as_the_numbers_of_its_bars()
    {
        ulong[] windows = [.. Events(transfer.Store.Reader, TransferStore.Download, (300_000_000, 520_000_000), "CWND_UPDATED").Select(static one => one.Payload)];
        await OpenAsync(transfer.Store, TransferStore.Download, $"{Part}&panel=window~histogram");
        await Expect(Page.Locator("[data-panel=window] .histogram")).ToHaveAttributeAsync("aria-label", new System.Text.RegularExpressions.Regex("^[1-9]"));

        (string name, string csv) = await SaveAsync(AriaRole.Button, "CSV of Window");
        (_, string svg) = await SaveAsync(AriaRole.Button, "SVG of Window");

        Assert.Equal("ojo-1-7-window-300000000-520000000.csv", name);
        string[][] rows = [.. csv.Split("\r\n").Where(static row => row.StartsWith("CWND_UPDATED.cwnd,bytes,", StringComparison.Ordinal)).Select(static row => row.Split(','))];
        Assert.Equal(windows.Length, rows.Sum(static row => int.Parse(row[4], CultureInfo.InvariantCulture)));
        for (int i = 0; i < rows.Length; i++)
        {
            (double from, double to) = (double.Parse(rows[i][2], CultureInfo.InvariantCulture), double.Parse(rows[i][3], CultureInfo.InvariantCulture));
            bool isLast = i == rows.Length - 1;
            Assert.Equal(windows.Count(one => one >= from && (one < to || isLast)), int.Parse(rows[i][4], CultureInfo.InvariantCulture));
        }

        XElement root = XDocument.Parse(svg).Root!;
        Assert.DoesNotContain(root.Descendants(), static one => one.Name.LocalName == "image");
        Assert.InRange(root.Descendants().Count(static one => one.Name.LocalName == "path"), rows.Count(static row => row[4] != "0"), int.MaxValue);
    }

    [Fact]
    public async Task A_panels_series_are_saved_with_their_units()
    {
        await OpenAsync(transfer.Store, TransferStore.Download, Part);

        (_, string csv) = await SaveAsync(AriaRole.Button, "CSV of Window");
        (_, string json) = await SaveAsync(AriaRole.Button, "JSON of Window");

        string[] rows = [.. csv.Split("\r\n").Where(static row => row.StartsWith("CWND_UPDATED.cwnd,bytes,", StringComparison.Ordinal))];
        int expected = Events(transfer.Store.Reader, TransferStore.Download, (300_000_000, 520_000_000), "CWND_UPDATED").Count;
        Assert.Equal(expected, rows.Sum(static row => int.Parse(row.Split(',')[8], CultureInfo.InvariantCulture)));
        Assert.Contains(JsonElement.Parse(json).GetProperty("series").EnumerateArray(), static one => one.GetProperty("label").GetString() == "CWND_UPDATED.cwnd" && one.GetProperty("unit").GetString() == "bytes");
    }

    [Fact]
    public async Task A_hostile_name_is_text_in_whatever_is_saved()
    {
        await OpenAsync(transfer.Store, TransferStore.Game);

        (_, string svg) = await SaveAsync(AriaRole.Button, "SVG of Events and states");

        XElement root = XDocument.Parse(svg).Root!;
        Assert.DoesNotContain(root.Descendants(), static one => one.Name.LocalName is "script" or "foreignObject" or "a");
        Assert.Contains(root.Descendants(), static one => one.Name.LocalName == "text" && one.Value.Contains(TransferStore.HostileService, StringComparison.Ordinal));
    }

    private async Task<(string Name, string Text)> SaveAsync(AriaRole role, string button)
    {
        (string name, byte[] bytes) = await SaveBytesAsync(role, button);
        return (name, System.Text.Encoding.UTF8.GetString(bytes));
    }

    private async Task<(string Name, byte[] Bytes)> SaveBytesAsync(AriaRole role, string button)
    {
        if (!await Page.Locator("dialog.export").IsVisibleAsync())
        {
            await Page.Keyboard.PressAsync("e");
        }

        ILocator control = Page.GetByRole(role, new() { Name = button, Exact = true });
        IDownload download = await Page.RunAndWaitForDownloadAsync(() => control.ClickAsync());
        await using Stream stream = await download.CreateReadStreamAsync();
        using MemoryStream copy = new();
        await stream.CopyToAsync(copy);
        return (download.SuggestedFilename, copy.ToArray());
    }
}
