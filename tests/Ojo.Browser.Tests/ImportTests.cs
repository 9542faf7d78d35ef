using System.Text;
using Microsoft.Playwright;
using Ojo.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ojo.Browser.Tests;

/// <summary>Files that are taken into the store from the page.</summary>
public sealed class ImportTests(ChromiumFixture chromium) : PageTest(chromium)
{
    private ILocator Said => Page.Locator(".import-said");

    [Fact]
    public async Task A_chosen_file_is_taken_in_and_its_run_is_shown_and_a_second_time_adds_nothing()
    {
        await using ImportingExplorer explorer = await ImportingExplorer.StartAsync();
        await OpenAsync(explorer);
        await ChooseAsync(new FilePayload { Name = "a capture.pcap", MimeType = "", Buffer = await File.ReadAllBytesAsync(ImportingExplorer.Capture) });

        await Expect(Page.GetByRole(AriaRole.Dialog, new() { Name = "Import" })).ToBeHiddenAsync();
        await AddressAsync("**filter=run%3A1");
        await Expect(Page.Locator(".numbers")).ToBeVisibleAsync();

        await Page.GetByRole(AriaRole.Button, new() { Name = "Import" }).ClickAsync();
        await ChooseAsync(new FilePayload { Name = "again.pcap", MimeType = "", Buffer = await File.ReadAllBytesAsync(ImportingExplorer.Capture) });
        await Expect(Said).ToContainTextAsync("0 events of pcap");
        await Expect(Said).ToContainTextAsync("were there already");
    }

    [Fact]
    public async Task What_is_wrong_with_a_file_is_said_and_the_others_are_taken_in()
    {
        await using ImportingExplorer explorer = await ImportingExplorer.StartAsync();
        await OpenAsync(explorer);
        await ChooseAsync(
            new FilePayload { Name = "<img src=x onerror=alert(1)>.bin", MimeType = "", Buffer = Encoding.UTF8.GetBytes("\u0001nothing that is known") },
            new FilePayload { Name = "capture.pcap", MimeType = "", Buffer = await File.ReadAllBytesAsync(ImportingExplorer.Capture) });

        await Expect(Said.First).ToContainTextAsync("is of no format that is known here");
        await Expect(Said.Last).ToContainTextAsync("events of pcap");
        await Expect(Page.Locator(".import img")).ToHaveCountAsync(0);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Show what is new" }).ClickAsync();
        await AddressAsync("**filter=run%3A1");
    }

    [Fact]
    public async Task A_file_may_be_dropped_anywhere()
    {
        await using ImportingExplorer explorer = await ImportingExplorer.StartAsync();
        await Page.GotoAsync(explorer.Address);
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Import" })).ToBeVisibleAsync();
        string bytes = Convert.ToBase64String(await File.ReadAllBytesAsync(ImportingExplorer.Capture));
        await Page.EvaluateAsync(
            """
            (text) => {
              const transfer = new DataTransfer();
              transfer.items.add(new File([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], 'dropped.pcap'));
              document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
            }
            """,
            bytes);

        await AddressAsync("**filter=run%3A1");
    }

    [Fact]
    public async Task An_explorer_that_does_not_allow_it_offers_nothing()
    {
        await using ImportingExplorer explorer = await ImportingExplorer.StartAsync(isAllowed: false);
        await Page.GotoAsync(explorer.Address);

        await Expect(Page.Locator(".store")).ToHaveTextAsync("store.db");
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Import" })).ToBeHiddenAsync();
    }

    private async Task OpenAsync(ImportingExplorer explorer)
    {
        await Page.GotoAsync(explorer.Address);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Import" }).ClickAsync();
    }

    private Task ChooseAsync(params FilePayload[] files) => Page.GetByLabel("Files to import").SetInputFilesAsync(files);
}
