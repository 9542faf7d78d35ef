using Microsoft.Playwright;
using Ojo.Browser.Tests.Support;
using Ojo.Storage.Queries;
using static Microsoft.Playwright.Assertions;

namespace Ojo.Browser.Tests;

/// <summary>What Escape does to a statement that would not end: it is stopped here and in the explorer.</summary>
public sealed class SqlStopTests(ChromiumFixture chromium) : PageTest(chromium)
{
    private const string Endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n";

    [Fact]
    public async Task Escape_ends_it_in_the_explorer_too_so_that_the_next_has_room()
    {
        await using ExploredStore store = new();
        TraceScript script = store.Run("edge-proxy", "node-4", 1, TransferStore.StartNs);
        store.Ingest(script.Add(1_000, 7, 0x002, 0));
        // No limit ends them: what was not stopped would keep its place for good, and two may run at once.
        await store.StartAsync(new SqlLimits { Time = TimeSpan.FromHours(1) });
        await Page.GotoAsync(new Uri(store.Address, "/?sql=").ToString());
        ILocator editor = Page.GetByRole(AriaRole.Combobox, new() { Name = "SQL statement" });

        for (int i = 0; i < 3; i++)
        {
            await editor.FillAsync($"{Endless} -- {i}");
            await Page.Keyboard.PressAsync("Control+Enter");
            await Expect(Page.Locator(".sql-status")).ToContainTextAsync("running for");
            await Page.Keyboard.PressAsync("Escape");
            await Expect(Page.Locator(".sql-status")).ToContainTextAsync("stopped after");
        }

        await editor.FillAsync("SELECT 42");
        await Page.Keyboard.PressAsync("Control+Enter");
        await Expect(Page.Locator(".sql-cell")).ToHaveTextAsync(["42"]);
        await Expect(Page.Locator(".sql-stop")).ToBeHiddenAsync();
    }
}
