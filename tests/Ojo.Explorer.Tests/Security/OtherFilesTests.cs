using System.Net;
using Ojo.Explorer.Tests.Support;
using Ojo.Format;

namespace Ojo.Explorer.Tests.Security;

/// <summary>Tries to read files that the explorer was not asked to show.</summary>
public sealed class OtherFilesTests : IAsyncLifetime
{
    private const string Secret = "of-another-department";

    private readonly TemporaryDirectory _directory = new();
    private readonly TraceStore _store = new();
    private readonly TraceStore _neighbour = new();
    private RunningExplorer _explorer = null!;

    private string Plugins => _directory.File("plugins");

    public async ValueTask InitializeAsync()
    {
        _store.Ingest(new TraceRecord(1, 7, 2, 11));
        _neighbour.AddRun(Secret, "node-9");
        _neighbour.Ingest(new TraceRecord(1, 7, 2, 11));
        Directory.CreateDirectory(Path.Combine(Plugins, "states", "more"));
        await File.WriteAllTextAsync(Path.Combine(Plugins, "states", "plugin.js"), "export default 1;");
        await File.WriteAllTextAsync(Path.Combine(Plugins, "states", "more", "draw.mjs"), "export const x = 1;");
        await File.WriteAllTextAsync(Path.Combine(Plugins, "states", "style.css"), "p{}");
        await File.WriteAllTextAsync(Path.Combine(Plugins, "flat.mjs"), "export default 2;");
        await File.WriteAllTextAsync(Path.Combine(Plugins, ".hidden.js"), Secret);
        await File.WriteAllTextAsync(Path.Combine(Plugins, "notes.txt"), Secret);
        await File.WriteAllTextAsync(Path.Combine(Plugins, "states", "page.html"), Secret);
        await File.WriteAllTextAsync(_directory.File("secret.js"), Secret);
        await File.WriteAllTextAsync(_directory.File("plugins-of-others.js"), Secret);
        _explorer = await RunningExplorer.StartAsync(_store.DatabasePath, o => o with { PluginsDirectory = Plugins });
    }

    public async ValueTask DisposeAsync()
    {
        await _explorer.DisposeAsync();
        _store.Dispose();
        _neighbour.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData("/plugins/states/plugin.js", "text/javascript")]
    [InlineData("/plugins/states/more/draw.mjs", "text/javascript")]
    [InlineData("/plugins/states/style.css", "text/css")]
    [InlineData("/plugins/flat.mjs", "text/javascript")]
    public async Task A_plugins_own_files_are_served_as_what_they_are_and_sent_once(string path, string type)
    {
        using HttpResponseMessage first = await _explorer.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(type, first.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", first.Headers.GetValues("X-Content-Type-Options").Single());
        using HttpRequestMessage again = new(HttpMethod.Get, path);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using HttpResponseMessage second = await _explorer.Client.SendAsync(again, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task The_list_names_each_plugin_once()
    {
        string list = (await _explorer.GetAsync("/api/plugins")).GetRawText();

        Assert.Equal("""{"plugins":[{"name":"flat","module":"/plugins/flat.mjs"},{"name":"states","module":"/plugins/states/plugin.js"}]}""", list);
    }

    [Theory]
    [InlineData("/plugins/../secret.js")]
    [InlineData("/plugins/states/../../secret.js")]
    [InlineData("/plugins/%2e%2e/secret.js")]
    [InlineData("/plugins/..%2fsecret.js")]
    [InlineData("/plugins/states%2f..%2f..%2fsecret.js")]
    [InlineData("/plugins/%252e%252e%252fsecret.js")]
    [InlineData("/plugins/..%5csecret.js")]
    [InlineData("/plugins/..\\secret.js")]
    [InlineData("/plugins/....//secret.js")]
    [InlineData("/plugins//secret.js")]
    [InlineData("/plugins/-of-others.js")]
    [InlineData("/plugins-of-others.js")]
    [InlineData("/plugins/.hidden.js")]
    [InlineData("/plugins/notes.txt")]
    [InlineData("/plugins/states/page.html")]
    [InlineData("/plugins/states/plugin.js/")]
    [InlineData("/plugins/notes.txt%00.js")]
    [InlineData("/plugins/notes.txt;.js")]
    [InlineData("/plugins/states")]
    [InlineData("/plugins/")]
    [InlineData("/plugins/CON.js")]
    [InlineData("/plugins/etc/passwd")]
    [InlineData("/plugins//etc/passwd")]
    [InlineData("/plugins/file:/etc/passwd")]
    public async Task Nothing_beside_them_is(string path)
    {
        (int status, string text) = await RawHttp.SendAsync(_explorer.Address, $"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        Assert.True(status is 400 or 404, text);
        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain("root:", text, StringComparison.Ordinal);
        Assert.DoesNotContain(_directory.Root, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_leads_nowhere_whatever_it_leads_to()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right there that tests have not.");
        File.CreateSymbolicLink(Path.Combine(Plugins, "link.js"), _directory.File("secret.js"));
        File.CreateSymbolicLink(Path.Combine(Plugins, "near.js"), Path.Combine(Plugins, "flat.mjs"));
        Directory.CreateSymbolicLink(Path.Combine(Plugins, "out"), _directory.Root);
        Directory.CreateDirectory(Path.Combine(Plugins, "half"));
        File.CreateSymbolicLink(Path.Combine(Plugins, "half", "plugin.js"), _directory.File("secret.js"));

        foreach (string path in (string[])["/plugins/link.js", "/plugins/near.js", "/plugins/out/secret.js", "/plugins/out/plugins/flat.mjs", "/plugins/half/plugin.js"])
        {
            await _explorer.GetProblemAsync(404, path);
        }

        Assert.Equal(2, (await _explorer.GetAsync("/api/plugins")).GetProperty("plugins").GetArrayLength());
    }

    [Fact]
    public async Task What_is_too_large_is_not_served()
    {
        await File.WriteAllBytesAsync(Path.Combine(Plugins, "large.js"), new byte[(4 << 20) + 1], TestContext.Current.CancellationToken);

        await _explorer.GetProblemAsync(404, "/plugins/large.js");
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../{0}")]
    [InlineData("..%2f{0}")]
    [InlineData("%2e%2e%2f{0}")]
    [InlineData("../../../../../..{1}")]
    [InlineData("{1}")]
    [InlineData("file:{1}")]
    [InlineData("a/b")]
    [InlineData("a%00b")]
    [InlineData(".")]
    [InlineData("C:%5cx")]
    public async Task A_tenants_name_leads_to_no_other_store(string tenant)
    {
        string name = tenant.Replace("{0}", Path.GetFileName(_neighbour.Root), StringComparison.Ordinal).Replace("{1}", _neighbour.DatabasePath, StringComparison.Ordinal);
        (int status, string text) = await RawHttp.SendAsync(_explorer.Address, $"GET /api/runs?tenant={name} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        Assert.True(status is 400 or 404, text);
        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain(_neighbour.Root, text.Replace(Path.GetFileName(_neighbour.Root), "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_explorer_without_a_directory_of_plugins_has_none()
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(new FakeStore());

        Assert.Equal(0, (await explorer.GetAsync("/api/plugins")).GetProperty("plugins").GetArrayLength());
        await explorer.GetProblemAsync(404, "/plugins/x.js");
    }
}
