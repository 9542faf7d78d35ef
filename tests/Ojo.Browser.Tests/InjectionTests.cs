using System.Text;
using Microsoft.Playwright;
using Ojo.Browser.Tests.Support;
using Ojo.Catalogue;
using Ojo.Format;
using Ojo.Storage;
using static Microsoft.Playwright.Assertions;

namespace Ojo.Browser.Tests;

/// <summary>Whoever writes a trace, or a link, may put anything into it: on the page it is text, and nothing of it runs or even tries to.</summary>
public sealed class InjectionTests(ChromiumFixture chromium) : PageTest(chromium)
{
    private const uint Odd = 0x00010020;
    private const string EnumMember = "<img src=x onerror=attacked(1)>";
    private const string FreeText = "</td></table><script>attacked(2)</script>";
    private const string Interned = "\"><svg onload=attacked(3)>";
    private const string Host = "<iframe srcdoc='<script>parent.attacked(4)</script>'>";
    private const string Service = "'><a href=javascript:attacked(5)>edge</a>";
    private const string Asked = "<img src=y onerror=attacked(6)>";

    private static readonly FlowKey s_flow = new(1, 7);

    private readonly List<string> _violations = [];

    [Fact]
    public async Task Enum_members_texts_strings_hosts_and_services_are_text()
    {
        await using ExploredStore store = await StartAsync();
        await OpenAsync(store, s_flow);

        await Expect(Page.Locator(".table-row .cell-fields").First).ToContainTextAsync(EnumMember);
        await Expect(Page.Locator(".table-row .cell-fields").First).ToContainTextAsync(FreeText);
        await Expect(Page.Locator(".table-row .cell-fields").First).ToContainTextAsync(Interned);
        await Page.Locator(".table-row").First.ClickAsync();
        await Expect(Page.Locator(".inspected")).ToContainTextAsync(EnumMember);
        await Expect(Page.Locator(".inspected")).ToContainTextAsync(FreeText);
        await Expect(Page.Locator(".flow-facts")).ToContainTextAsync(Service);
        await Expect(Page.Locator("body")).ToContainTextAsync(Host);
        await Page.GotoAsync(store.Address.ToString());
        await Expect(Page.Locator("body")).ToContainTextAsync(Service);

        await NothingRanAsync();
    }

    [Fact]
    public async Task Names_and_values_of_an_SQL_result_are_text_and_so_is_what_is_wrong_with_a_statement()
    {
        await using ExploredStore store = await StartAsync();
        await Page.GotoAsync(new Uri(store.Address, $"/?sql={Uri.EscapeDataString($"SELECT host AS \"{Asked}\", service FROM runs")}").ToString());
        await Expect(Page.Locator(".sql-column-name").First).ToHaveTextAsync(Asked);
        await Expect(Page.Locator(".sql-cell").First).ToHaveTextAsync(Host);
        await Expect(Page.Locator(".sql-cell").Nth(1)).ToHaveTextAsync(Service);
        await NothingRanAsync();

        ForgiveFailedRequests();
        await Page.GotoAsync(new Uri(store.Address, $"/?sql={Uri.EscapeDataString($"SELECT [{Asked}] FROM runs")}").ToString());
        await Expect(Page.Locator(".sql-error")).ToContainTextAsync(Asked);

        await NothingRanAsync();
        ForgiveFailedRequests();
    }

    [Fact]
    public async Task What_the_filter_offers_and_what_it_refuses_are_text()
    {
        await using ExploredStore store = await StartAsync();
        await Page.GotoAsync(store.Address.ToString());
        ILocator box = Page.GetByRole(AriaRole.Combobox, new() { Name = "Filter" });
        await box.FillAsync("mood:");
        await Expect(Page.Locator(".completions [role=option]").First).ToContainTextAsync(EnumMember);
        await box.FillAsync("service:");
        await Expect(Page.Locator(".completions [role=option]").First).ToContainTextAsync("javascript:attacked(5)");
        await box.FillAsync($"type:\"{Asked}\"");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.Locator(".filter-fault")).ToContainTextAsync(Asked);

        await NothingRanAsync();
        ForgiveFailedRequests();
    }

    [Theory]
    [InlineData("tenant")]
    [InlineData("flow")]
    [InlineData("filter")]
    [InlineData("run")]
    [InlineData("sort")]
    public async Task What_a_link_says_is_text_at_most(string parameter)
    {
        await using ExploredStore store = await StartAsync();
        await Page.GotoAsync(new Uri(store.Address, $"/?{parameter}={Uri.EscapeDataString(Asked)}").ToString());
        await Expect(Page.Locator("body")).ToContainTextAsync("ojo", new() { IgnoreCase = true });
        await Page.WaitForLoadStateAsync(LoadState.Load);

        await NothingRanAsync();
        ForgiveFailedRequests();
    }

    [Fact]
    public async Task A_plugin_whose_name_is_markup_is_none()
    {
        string plugins = Directory.CreateTempSubdirectory("ojo-plugins-").FullName;
        try
        {
            foreach (string name in (string[])["<img src=x onerror=attacked(7)>", "a\"onload=attacked(8) b"])
            {
                Directory.CreateDirectory(Path.Combine(plugins, name));
                await File.WriteAllTextAsync(Path.Combine(plugins, name, "plugin.js"), "attacked(9);");
            }

            await using ExploredStore store = await StartAsync(plugins);
            await OpenAsync(store, s_flow);
            using HttpClient client = new() { BaseAddress = store.Address };

            Assert.Equal("""{"plugins":[]}""", await client.GetStringAsync(new Uri("/api/plugins", UriKind.Relative)));
            await NothingRanAsync();
        }
        finally
        {
            Directory.Delete(plugins, recursive: true);
        }
    }

    [Fact]
    public async Task A_script_that_came_into_the_page_would_be_noticed()
    {
        await using ExploredStore store = await StartAsync();
        await Page.GotoAsync(store.Address.ToString());
        await Page.EvaluateAsync("() => document.body.append(Object.assign(document.createElement('script'), { textContent: 'attacked(0)' }))");
        await Page.EvaluateAsync("() => { document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=attacked(0)>'); return new Promise((done) => setTimeout(done, 0)); }");

        await Assert.ThrowsAnyAsync<Exception>(NothingRanAsync);
        Assert.Contains(_violations, static one => one.StartsWith("script-src", StringComparison.Ordinal));
        Assert.NotEmpty(TakeComplaints());
    }

    /// <summary>Nothing ran, nothing tried to, and nothing of what was written is an element.</summary>
    private async Task NothingRanAsync()
    {
        Assert.Equal(0, await Page.EvaluateAsync<int>("() => window.attacks"));
        Assert.Equal(0, await Page.Locator("img:not([src='/icon.svg']), .app script, iframe, svg[onload], [onerror], [onload], a[href^='javascript:' i]").CountAsync());
        Assert.Empty(_violations);
    }

    private async Task<ExploredStore> StartAsync(string? plugins = null)
    {
        await Page.ExposeFunctionAsync("reportViolation", (string violation) => _violations.Add(violation));
        await Page.AddInitScriptAsync(
            """
            window.attacks = 0;
            window.attacked = () => { window.attacks++; };
            document.addEventListener('securitypolicyviolation', (e) => reportViolation(`${e.effectiveDirective} ${e.blockedURI} ${e.sample}`));
            """);
        ExploredStore store = new()
        {
            PluginsDirectory = plugins,
            MoreEvents =
            [
                new EventDescriptor
                {
                    Id = Odd, Name = "ODD_THING", Provider = "odd", Category = "Odd",
                    Fields =
                    [
                        new() { Name = "mood", Type = FieldType.Enum, Kind = FieldKind.State, BitOffset = 0, BitWidth = 8, Values = [new EnumValue(EnumMember, 0), new EnumValue("calm", 1)] },
                        new() { Name = "label", Type = FieldType.String, BitOffset = 8, BitWidth = 32 },
                        new() { Name = "remark", Type = FieldType.Text, BitOffset = 0, BitWidth = 0 },
                    ],
                },
            ],
        };
        TraceScript script = store.Run(Service, Host, 4121, TransferStore.StartNs);
        AddText(script.Add(1_000_000, 5, MetaEvent.StringDefine, [(ulong)Interned.Length, .. Words(Interned)]), 2_000_000);
        AddText(script, 3_000_000);
        store.Ingest(script);
        await store.StartAsync();
        return store;
    }

    private static void AddText(TraceScript script, long tNs) =>
        script.Add(tNs, FlowId, Odd, 5UL << 8).Add(tNs, FlowId, MetaEvent.Text, [(ulong)FreeText.Length, .. Words(FreeText)]);

    private static uint FlowId => (uint)s_flow.FlowId;

    private static ulong[] Words(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        ulong[] words = new ulong[(bytes.Length + 7) / 8];
        Buffer.BlockCopy(bytes, 0, words, 0, bytes.Length);
        return words;
    }
}
