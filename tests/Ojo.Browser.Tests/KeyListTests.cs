using System.Text.Json;
using Microsoft.Playwright;
using Ojo.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ojo.Browser.Tests;

/// <summary>The list of keys against the keys: what stands in it works, and what works stands in it.</summary>
public sealed class KeyListTests(ChromiumFixture chromium, TransferStore transfer) : PageTest(chromium)
{
    /// <summary>What is done with a pointer: it stands in the list and is no key.</summary>
    private static readonly string[] s_gestures = ["wheel", "Shift+wheel", "Alt+wheel", "drag", "Shift+drag", "double click"];

    /// <summary>These lead somewhere else: they come last.</summary>
    private static readonly string[] s_leaving = ["KeyT", "?", "KeyE", "/", "KeyC", "KeyP", "PageUp", "KeyN", "PageDown"];

    /// <summary>Presses a key on an element, or on the page, and says whether somebody took it; a dialog that it opened is closed again.</summary>
    private const string Press =
        """
        ([key, at]) => {
          const parts = key.split(/\+(?=.)/);
          const name = parts.pop();
          const typed = { '.': 'Period', ',': 'Comma', '[': 'BracketLeft', ']': 'BracketRight', '+': 'Equal', '-': 'Minus', '/': 'Slash', '?': 'Slash' };
          const letter = /^(?:Key|Digit)(.)$/.exec(name)?.[1].toLowerCase();
          const target = at === '' ? document.body : [...document.querySelectorAll(at)].find((one) => one.getClientRects().length > 0);
          if (target === undefined) return 'nothing to press it on';
          if (at !== '') target.focus({ preventScroll: true });
          const event = new KeyboardEvent('keydown', {
            key: letter ?? (name === 'Space' ? ' ' : /^[A-Z]$/.test(name) ? name.toLowerCase() : name), code: typed[name] ?? (/^[A-Z]$/.test(name) ? `Key${name}` : name),
            shiftKey: parts.includes('Shift') || name === '?', ctrlKey: parts.includes('Ctrl'), bubbles: true, cancelable: true,
          });
          target.dispatchEvent(event);
          target.dispatchEvent(new KeyboardEvent('keyup', { key: event.key, code: event.code, bubbles: true }));
          for (const dialog of document.querySelectorAll('dialog[open]')) dialog.close();
          return event.defaultPrevented ? '' : 'nobody took it';
        }
        """;

    [Theory]
    [InlineData("overview")]
    [InlineData("flow")]
    [InlineData("compare")]
    [InlineData("sql")]
    public async Task Every_key_of_the_list_works(string place)
    {
        await GotoAsync(place);
        IReadOnlyList<(string Key, string At)> listed = await ListedAsync();
        Assert.True(listed.Count > 10);
        List<string> dead = [];
        foreach ((string key, string at) in listed.OrderBy(static one => one.At == "" ? Array.IndexOf(s_leaving, one.Key) : -1))
        {
            await PrepareAsync(place, at);
            if (key is "[" or "]")
            {
                // There is a step after the first, once the life of what was selected last is there.
                await Expect(Page.Locator(".inspected h2")).ToContainTextAsync("PACKET_SENT");
                await Expect(Page.Locator(".life-step")).ToHaveCountAsync(2);
            }

            if (key == "[")
            {
                // And before the one that follows it.
                await Page.EvaluateAsync(Press, new[] { "]", at });
                await Expect(Page.Locator(".inspected h2")).ToContainTextAsync("PACKET_ACKED");
                await Expect(Page.Locator(".life-step").Nth(1)).ToHaveAttributeAsync("aria-current", "true");
            }

            string answer = await Page.EvaluateAsync<string>(Press, new[] { key, at });
            if (answer != "")
            {
                dead.Add($"{key} {at}: {answer}");
            }
        }

        Assert.Empty(dead);
    }

    [Theory]
    [InlineData("overview", "")]
    [InlineData("overview", "[role=treeitem]")]
    [InlineData("flow", "")]
    [InlineData("flow", ".table-scroll")]
    [InlineData("flow", ".value-axis")]
    [InlineData("flow", ".minimap-handle")]
    [InlineData("flow", ".panel .grip")]
    [InlineData("flow", ".dock-grip")]
    [InlineData("compare", "")]
    [InlineData("compare", ".life-bar[role=slider]")]
    [InlineData("sql", "")]
    [InlineData("sql", ".sql-scroll")]
    [InlineData("sql", ".sql-editor-grip")]
    public async Task Every_key_that_works_is_in_the_list(string place, string at)
    {
        await GotoAsync(place);
        var listed = (await ListedAsync()).Where(one => one.At == "" || one.At == at).Select(static one => one.Key).ToHashSet(StringComparer.Ordinal);
        List<string> unlisted = [];
        foreach (string key in Keys().OrderBy(static key => Array.IndexOf(s_leaving, key)))
        {
            await PrepareAsync(place, at);
            // Of two that are one key, the list has either; on a border, Shift makes no other key of an arrow.
            bool isListed = listed.Contains(key) || (at != "" && key.StartsWith("Shift+", StringComparison.Ordinal) && listed.Contains(key[6..])) || (key == "Equal" && listed.Contains("+")) || (key == "Shift+Equal" && listed.Contains("+"));
            if (await Page.EvaluateAsync<string>(Press, new[] { key, at }) == "" && !isListed)
            {
                unlisted.Add(key);
            }
        }

        Assert.Empty(unlisted);
    }

    [Fact]
    public async Task A_dialog_has_the_keyboard_for_itself()
    {
        await OpenAsync(transfer.Store, TransferStore.Download);
        await Page.Keyboard.PressAsync("e");
        await Expect(Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();

        await Page.Keyboard.PressAsync("w");
        await Page.Keyboard.PressAsync("n");
        await Page.Keyboard.PressAsync("Escape");

        await Expect(Page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        await Expect(Page.Locator(".flow-name")).ToHaveTextAsync("flow 7");
        Assert.Null(Range());
    }

    private static IEnumerable<string> Keys()
    {
        string[] places =
        [
            .. Enumerable.Range('A', 26).Select(static letter => $"Key{(char)letter}"), .. Enumerable.Range(0, 10).Select(static digit => $"Digit{digit}"),
            "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home", "End", "Enter", "Escape", "Space", "Backspace", "Delete",
        ];
        string[] characters = [".", ",", "[", "]", "+", "-", "/", "?", ";", "'", "`", "Equal"];
        // What Shift makes of an arrow is asked for as well; of a letter, the page's keys are found by place and without it.
        return [.. places, .. characters, "Shift+ArrowUp", "Shift+ArrowDown", "Shift+ArrowLeft", "Shift+ArrowRight", "Shift+KeyM", "Shift+KeyW", "Shift+Home", "Shift+End"];
    }

    private async Task GotoAsync(string place)
    {
        switch (place)
        {
            case "overview":
                await Page.GotoAsync(transfer.Store.Address.ToString());
                await Expect(Page.Locator(".flow-table tbody tr").First).ToBeVisibleAsync();
                break;
            case "flow":
                await OpenAsync(transfer.Store, TransferStore.Download, "&mark=300000000..330000000&filter=type%3APACKET_SENT");
                await Page.Locator(".table-row").First.ClickAsync();
                await Expect(Page.Locator(".life-step")).ToHaveCountAsync(2);
                break;
            case "compare":
                await Page.GotoAsync(new Uri(transfer.Store.Address, "/?flow=1-7&with=2-7").ToString());
                await Expect(Page.Locator(".differences table").First).ToBeVisibleAsync();
                break;
            default:
                await Page.GotoAsync(new Uri(transfer.Store.Address, "/?sql=SELECT run_id, flow_id FROM flows").ToString());
                await Page.Locator(".sql-cell").Nth(1).ClickAsync();
                break;
        }
    }

    /// <summary>What a key needs to have something to do.</summary>
    private async Task PrepareAsync(string place, string at)
    {
        if (place == "sql" && at != "" && !Page.Url.Contains("sql=", StringComparison.Ordinal))
        {
            await GotoAsync(place);
        }

        if (at == ".filter-input")
        {
            await Page.Locator(at).FillAsync("type:PACK");
            await Expect(Page.Locator(".completion").First).ToBeVisibleAsync();
            await Page.Keyboard.PressAsync("ArrowDown");
        }
        else if (at == ".sql-text[aria-expanded=true]")
        {
            await Page.Locator(".sql-text").FillAsync("");
            await Page.Locator(".sql-text").PressSequentiallyAsync("SELECT co");
            await Expect(Page.Locator(".sql-proposal").First).ToBeVisibleAsync();
        }
        else if (place == "flow" && at == "" && await Page.Locator(".inspected").CountAsync() == 0)
        {
            await Page.Locator(".table-row").First.ClickAsync();
        }
    }

    private async Task<IReadOnlyList<(string Key, string At)>> ListedAsync()
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Keys", Exact = true }).ClickAsync();
        JsonElement? list = await Page.EvaluateAsync<JsonElement?>("() => [...document.querySelectorAll('.help dt')].flatMap((one) => one.dataset.keys.split(' ').map((key) => [key, one.dataset.at ?? '']))");
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        return [.. list!.Value.EnumerateArray().Select(static one => (Key: one[0].GetString()!, At: one[1].GetString()!))
            .Where(static one => !s_gestures.Contains(one.Key) && one.Key is not ("double" or "click"))];
    }
}
