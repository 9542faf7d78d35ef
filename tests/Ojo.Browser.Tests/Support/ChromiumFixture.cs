using Microsoft.Playwright;

namespace Ojo.Browser.Tests.Support;

/// <summary>One Chromium for all tests; each has a context of its own in it.</summary>
public sealed class ChromiumFixture : IAsyncLifetime
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private static readonly string[] s_arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>The browser. Without one the test is skipped, or fails where skipping is forbidden.</summary>
    public IBrowser Browser
    {
        get
        {
            const string Reason = "There is no Chromium. Install the system's package (Debian: apt install chromium), or set OJO_CHROMIUM to its path.";
            if (_browser is null && Environment.GetEnvironmentVariable("OJO_FORBID_SKIP") == "1")
            {
                Assert.Fail(Reason);
            }

            Assert.SkipWhen(_browser is null, Reason);
            return _browser!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (Find() is not { } path)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = path, Headless = true, Args = s_arguments });
        // Other test projects may be busy on the same cores.
        Assertions.SetDefaultExpectTimeout(30_000);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

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
