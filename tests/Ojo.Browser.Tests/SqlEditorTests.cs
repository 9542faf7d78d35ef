using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Ojo.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ojo.Browser.Tests;

/// <summary>What is typed: completion, the place of a mistake, and what is kept of it.</summary>
public sealed class SqlEditorTests(ChromiumFixture chromium, TransferStore transfer) : SqlPageTest(chromium, transfer)
{
    [Fact]
    public async Task What_is_at_fault_is_underlined_and_said_below()
    {
        await OpenSqlAsync("");

        await Editor.FillAsync("SELECT flow_id,\n  packets_lst\nFROM flow_summary");
        await Page.Keyboard.PressAsync("Control+Enter");

        await Expect(Page.Locator(".sql-fault")).ToHaveTextAsync("packets_lst");
        await Expect(Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("packets_lst");
        await Expect(Editor).ToHaveAttributeAsync("aria-invalid", "true");
        await Editor.PressSequentiallyAsync(" ");
        await Expect(Page.Locator(".sql-fault")).ToHaveCountAsync(0);
        ForgiveFailedRequests();
    }

    [Fact]
    public async Task The_keyboard_completes_tables_columns_and_functions()
    {
        await OpenSqlAsync("");
        await Expect(Page.Locator(".sql-entry").First).ToBeVisibleAsync();

        await Editor.PressSequentiallyAsync("SELECT coun");
        await Expect(Page.Locator(".sql-proposal").First).ToHaveTextAsync(new Regex("^count\\(\\)"));
        await Page.Keyboard.PressAsync("Tab");
        await Editor.PressSequentiallyAsync("*) FROM cwnd_");
        await Expect(Editor).ToHaveAttributeAsync("aria-expanded", "true");
        await Page.Keyboard.PressAsync("Enter");
        await Editor.PressSequentiallyAsync(" AS w WHERE w.cw");
        ILocator option = Page.Locator(".sql-proposal[aria-selected=true]");
        await Expect(option).ToContainTextAsync("cwnd");
        await Expect(Editor).ToHaveAttributeAsync("aria-activedescendant", (await option.GetAttributeAsync("id"))!);
        await Page.Keyboard.PressAsync("Enter");
        await Editor.PressSequentiallyAsync(" > 0");

        await Expect(Editor).ToHaveValueAsync("SELECT count(*) FROM cwnd_updated AS w WHERE w.cwnd > 0");
        await Page.Keyboard.PressAsync("Control+Enter");
        long windows = Store.Reader.GetStatistics().Types.Single(static type => type.Name == "CWND_UPDATED").Count;
        await Expect(Cells).ToHaveTextAsync([Text(windows)]);
    }

    [Fact]
    public async Task Escape_closes_proposals_first()
    {
        await OpenSqlAsync("");
        await Editor.PressSequentiallyAsync("SELECT ma");
        await Expect(Editor).ToHaveAttributeAsync("aria-expanded", "true");

        await Page.Keyboard.PressAsync("Escape");

        await Expect(Editor).ToHaveAttributeAsync("aria-expanded", "false");
        await Expect(Page.Locator(".sql-proposal")).ToHaveCountAsync(0);
        await Expect(Editor).ToHaveValueAsync("SELECT ma");
    }

    [Fact]
    public async Task A_copied_link_opens_the_statement_for_somebody_else()
    {
        await OpenSqlAsync("");
        await Editor.FillAsync("SELECT 'a&b=c #1' AS t -- ü\n");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Copy link" }).ClickAsync();
        await Expect(Page.Locator(".copied")).ToBeVisibleAsync();

        string link = await Page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
        await Page.EvaluateAsync("() => localStorage.clear()");
        await Page.GotoAsync(link);

        await Expect(Cells).ToHaveTextAsync(["a&b=c #1"]);
        await Expect(Editor).ToHaveValueAsync("SELECT 'a&b=c #1' AS t -- ü\n");
    }

    [Fact]
    public async Task Back_brings_the_statement_before()
    {
        await OpenSqlAsync("SELECT 1 AS one");
        await RunAsync("SELECT 2 AS two");
        await Expect(Cells).ToHaveTextAsync(["2"]);

        await Page.GoBackAsync();

        await Expect(Editor).ToHaveValueAsync("SELECT 1 AS one");
        await Expect(Cells).ToHaveTextAsync(["1"]);
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
