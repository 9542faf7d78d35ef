using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Browser.Tests.Support;

/// <summary>A test with a page of its own. Whatever it is about, the page must write no error and ask no other server.</summary>
public abstract partial class PageTest(ChromiumFixture chromium) : IAsyncLifetime
{
    private const string Unconnected = "Failed to load resource: net::ERR_CONNECTION";

    private readonly List<string> _complaints = [];
    private readonly List<Uri> _unconnected = [];
    private IBrowserContext? _context;
    private IPage? _page;

    protected IPage Page => _page ?? throw new InvalidOperationException("The page is there once the test runs.");

    protected IBrowserContext Context => _context ?? throw new InvalidOperationException("The context is there once the test runs.");

    protected virtual BrowserNewContextOptions ContextOptions => new() { ViewportSize = new ViewportSize { Width = 1440, Height = 1000 }, ColorScheme = ColorScheme.Light };

    public async ValueTask InitializeAsync()
    {
        _context = await chromium.Browser.NewContextAsync(ContextOptions);
        _page = await _context.NewPageAsync();
        _page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Add($"{message.Type}: {message.Text}");
                if (message.Text.StartsWith(Unconnected, StringComparison.Ordinal) && UrlOf(message.Location) is { } url)
                {
                    _unconnected.Add(url);
                }
            }
        };
        _page.PageError += (_, error) => _complaints.Add($"uncaught: {error}");
        _page.Dialog += (_, dialog) => _complaints.Add($"dialog: {dialog.Message}");
        _context.Request += (_, request) =>
        {
            Uri uri = new(request.Url);
            if (uri.Scheme is not ("data" or "blob") && !uri.IsLoopback)
            {
                _complaints.Add($"request to another server: {request.Url}");
            }
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (_context is not null)
        {
            await _context.DisposeAsync();
        }

        GC.SuppressFinalize(this);
        if (_unconnected.Count > 0 && !await _unconnected.ToAsyncEnumerable().AnyAsync(IsThereAsync))
        {
            // A test's own explorer is gone before its page: what the page asked for at that moment got no answer.
            _complaints.RemoveAll(static one => one.StartsWith($"error: {Unconnected}", StringComparison.Ordinal));
        }

        Assert.Empty(_complaints);
    }

    /// <summary>The address in a place of the console's: <c>address:line:column</c>.</summary>
    private static Uri? UrlOf(string location) => Uri.TryCreate(LineAndColumn().Replace(location, ""), UriKind.Absolute, out Uri? url) ? url : null;

    private static async ValueTask<bool> IsThereAsync(Uri server, CancellationToken cancellation)
    {
        using TcpClient client = new();
        try
        {
            await client.ConnectAsync(server.Host, server.Port, cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    [GeneratedRegex(@":\d+:\d+$")]
    private static partial Regex LineAndColumn();

    /// <summary>Browsers write a line for each request that fails; for tests that make them fail.</summary>
    protected void ForgiveFailedRequests() => _complaints.RemoveAll(static one => one.StartsWith("error: Failed to load resource", StringComparison.Ordinal));

    /// <summary>What the page has complained about until now, for a test that expects it.</summary>
    protected IReadOnlyList<string> TakeComplaints()
    {
        string[] taken = [.. _complaints];
        _complaints.Clear();
        return taken;
    }

    /// <summary>Opens a flow and waits until its charts and its table stand.</summary>
    protected async Task OpenAsync(ExploredStore store, FlowKey flow, string more = "")
    {
        await Page.GotoAsync(new Uri(store.Address, $"/?flow={flow}{more}").ToString());
        await Assertions.Expect(Page.Locator(".flow")).ToBeVisibleAsync();
        await Assertions.Expect(Page.Locator(".table-row").First).ToBeVisibleAsync();
    }

    /// <summary>The plot of a panel, by the panel's id.</summary>
    protected ILocator Plot(string panel) => Page.Locator($"[data-panel={panel}] .plot");

    /// <summary>The visible range as the address says it; null while the whole flow is visible.</summary>
    protected (long From, long To)? Range() => Range(Page.Url);

    /// <summary>The visible range as an address says it; null where it says none.</summary>
    protected static (long From, long To)? Range(string url)
    {
        Match match = RangePattern().Match(url);
        return match.Success
            ? (long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), long.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture))
            : null;
    }

    /// <summary>Waits until the address has a range that is not the one given.</summary>
    protected async Task<(long From, long To)> NewRangeAsync((long From, long To)? before = null)
    {
        string address = await AddressAsync(url => Range(url) is { } range && range != before);
        return Range(address)!.Value;
    }

    /// <summary>Waits until the address is as a pattern says, in which <c>**</c> stands for anything.</summary>
    protected async Task AddressAsync(string pattern)
    {
        var expected = new Regex($"^{Regex.Escape(pattern).Replace(@"\*\*", ".*", StringComparison.Ordinal)}$", RegexOptions.NonBacktracking);
        await AddressAsync(expected.IsMatch);
    }

    /// <summary>Waits until the address is as it should be, and returns it.</summary>
    /// <remarks>The page itself is asked: of steps that it takes without loading anything, the driver may be told before it listens.</remarks>
    protected async Task<string> AddressAsync(Func<string, bool> isExpected)
    {
        while (true)
        {
            string address = await Page.EvaluateAsync<string>("() => location.href");
            if (isExpected(address))
            {
                return address;
            }

            await Page.WaitForFunctionAsync("known => location.href !== known", address);
        }
    }

    /// <summary>Drags over a panel from one part of its width to another.</summary>
    protected async Task DragAsync(string panel, double from, double to)
    {
        await Plot(panel).ScrollIntoViewIfNeededAsync();
        await ExpectStillAsync(Plot(panel));
        LocatorBoundingBoxResult box = (await Plot(panel).BoundingBoxAsync())!;
        float At(double part) => box.X + 64 + (float)((box.Width - 64) * part);
        float y = box.Y + (box.Height / 2);
        await Page.Mouse.MoveAsync(At(from), y);
        await Page.Mouse.DownAsync();
        await Page.Mouse.MoveAsync(At((from + to) / 2), y);
        await Page.Mouse.MoveAsync(At(to), y);
        await Page.Mouse.UpAsync();
    }

    /// <summary>Waits until it has kept its place for a while: panels above it grow as their charts arrive.</summary>
    protected static async Task ExpectStillAsync(ILocator locator) => await locator.EvaluateAsync(
        """
        async (element) => {
          for (let y = NaN, frames = 0; frames < 30;) {
            await new Promise(requestAnimationFrame);
            const now = element.getBoundingClientRect().y;
            frames = now === y ? frames + 1 : 0;
            y = now;
          }
        }
        """);

    /// <summary>Every event that the table lists, by its number in the store: scrolls from its beginning to its end.</summary>
    protected async Task<IReadOnlyList<string>> TableEventsAsync() => await Page.EvaluateAsync<string[]>(
        """
        async () => {
          const scroller = document.querySelector('.table-scroll');
          const seen = new Map();
          const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
          scroller.scrollTop = 0;
          await frame();
          for (;;) {
            for (const row of document.querySelectorAll('.table-row')) seen.set(Number(row.getAttribute('aria-rowindex')), row.dataset.event);
            if (seen.size === Number(scroller.getAttribute('aria-rowcount')) && scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1) break;
            scroller.scrollTop += scroller.clientHeight / 2;
            await frame();
          }
          return [...seen].sort((a, b) => a[0] - b[0]).map(([, id]) => id);
        }
        """);

    /// <summary>Every event of a flow and range, straight from the store.</summary>
    protected static IReadOnlyList<EventRow> Events(IStoreReader reader, FlowKey flow, (long From, long To)? range = null, params string[] types)
    {
        List<EventRow> events = [];
        EventQuery query = new() { Flow = flow, FromNs = range?.From, ToNs = range?.To, Types = types, Limit = 10_000 };
        for (string? cursor = null; ;)
        {
            EventPage page = reader.GetEvents(query with { Cursor = cursor });
            events.AddRange(page.Events);
            cursor = page.NextCursor;
            if (cursor is null)
            {
                return events;
            }
        }
    }

    /// <summary>A number as the page writes it: thin spaces between groups of three, none in a number of four digits.</summary>
    protected static string Grouped(long value) =>
        value < 10_000 ? value.ToString(CultureInfo.InvariantCulture) : value.ToString("#,0", CultureInfo.InvariantCulture).Replace(",", "\u202f", StringComparison.Ordinal);

    [GeneratedRegex(@"[?&]from=(-?\d+)&to=(-?\d+)")]
    private static partial Regex RangePattern();
}
