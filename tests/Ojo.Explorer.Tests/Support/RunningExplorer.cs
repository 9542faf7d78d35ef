using System.Net;
using System.Text.Json;
using Ojo.Storage;

namespace Ojo.Explorer.Tests.Support;

/// <summary>An explorer on a free port, and a client of it.</summary>
internal sealed class RunningExplorer : IAsyncDisposable
{
    private readonly OjoExplorer _explorer;

    private RunningExplorer(OjoExplorer explorer)
    {
        _explorer = explorer;
        Client = NewClient();
    }

    public Uri Address => _explorer.Address;

    public HttpClient Client { get; }

    public static Task<RunningExplorer> StartAsync(IStoreReader store, Func<ExplorerOptions, ExplorerOptions>? change = null) =>
        StartAsync(new ExplorerOptions { DatabasePath = "traces.db", Port = 0, OpenStore = () => store }, change);

    public static Task<RunningExplorer> StartAsync(string databasePath, Func<ExplorerOptions, ExplorerOptions>? change = null) =>
        StartAsync(new ExplorerOptions { DatabasePath = databasePath, Port = 0 }, change);

    /// <summary>Another client: no redirects, no cookies, nothing decompressed.</summary>
    public HttpClient NewClient() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.None })
        {
            BaseAddress = Address,
            Timeout = TimeSpan.FromSeconds(30),
        };

    /// <summary>The JSON of a 200.</summary>
    public async Task<JsonElement> GetAsync(string path)
    {
        using HttpResponseMessage response = await Client.GetAsync(new Uri(path, UriKind.Relative));
        string body = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path}: {(int)response.StatusCode} {body}");
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        return JsonElement.Parse(body);
    }

    /// <summary>The answer to JSON that is sent.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, string json, CancellationToken cancellation = default)
    {
        using StringContent content = new(json, System.Text.Encoding.UTF8, "application/json");
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = content };
        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    /// <summary>The problem of an answer that is an error of this status.</summary>
    public async Task<JsonElement> GetProblemAsync(int status, string path)
    {
        using HttpResponseMessage response = await Client.GetAsync(new Uri(path, UriKind.Relative));
        return await ProblemAsync(status, response);
    }

    public static async Task<JsonElement> ProblemAsync(int status, HttpResponseMessage response)
    {
        string body = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == status, $"{response.RequestMessage?.RequestUri}: {(int)response.StatusCode} {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        JsonElement problem = JsonElement.Parse(body);
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.StartsWith("urn:ojo:problem:", problem.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.NotEqual("", problem.GetProperty("title").GetString());
        return problem;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _explorer.DisposeAsync();
    }

    private static async Task<RunningExplorer> StartAsync(ExplorerOptions options, Func<ExplorerOptions, ExplorerOptions>? change) =>
        new(await OjoExplorer.StartAsync(change?.Invoke(options) ?? options));
}
