using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Ojo.Browser.Tests.Support;

/// <summary>A test of the SQL view.</summary>
public abstract class SqlPageTest(ChromiumFixture chromium, TransferStore transfer) : PageTest(chromium)
{
    protected ExploredStore Store => transfer.Store;

    protected ILocator Editor => Page.GetByRole(AriaRole.Combobox, new() { Name = "SQL statement" });

    protected ILocator Cells => Page.Locator(".sql-cell");

    protected ILocator Summary => Page.Locator(".sql-summary");

    protected override BrowserNewContextOptions ContextOptions => new()
    {
        ViewportSize = new ViewportSize { Width = 1440, Height = 1000 },
        ColorScheme = ColorScheme.Light,
        Permissions = ["clipboard-read", "clipboard-write"],
    };

    /// <summary>Opens the view with a statement, which is run; with none, the view alone.</summary>
    protected async Task OpenSqlAsync(string sql)
    {
        await Page.GotoAsync(new Uri(transfer.Store.Address, $"/?sql={Uri.EscapeDataString(sql)}").ToString());
        await Expect(Editor).ToBeVisibleAsync();
    }

    /// <summary>Runs a statement that finds something.</summary>
    protected async Task RunAsync(string sql)
    {
        await Editor.FillAsync(sql);
        await Page.Keyboard.PressAsync("Control+Enter");
        await Expect(Cells.First).ToBeVisibleAsync();
    }

    /// <summary>A row by its place, from 0.</summary>
    protected ILocator Row(int place) => Page.Locator($".sql-row[aria-rowindex='{place + 2}']");
}
