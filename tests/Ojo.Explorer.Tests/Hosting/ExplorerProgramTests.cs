using System.Net;
using System.Net.Sockets;
using Ojo.Explorer.Tests.Support;

namespace Ojo.Explorer.Tests.Hosting;

/// <summary>The program as a script or a service sees it.</summary>
public sealed class ExplorerProgramTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task It_says_where_it_listens_answers_there_and_ends_cleanly_on_a_signal(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        using ExplorerProcess program = ExplorerProcess.Start("--db-path", _directory.File("traces.db"), "--port", "0");

        string? line = await program.ReadLineAsync();
        Assert.Matches(@"^Listening on http://127\.0\.0\.1:[0-9]+$", line);
        using HttpClient client = new() { BaseAddress = new Uri(line!["Listening on ".Length..]) };
        using HttpResponseMessage health = await client.GetAsync(new Uri("/healthz", UriKind.Relative));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        // An open live stream must not hold it up.
        using HttpResponseMessage live = await client.GetAsync(new Uri("/api/live", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        await program.SignalAsync(signal);

        Assert.Equal(0, await program.ExitCodeAsync());
        Assert.Null(await program.ReadLineAsync());
        Assert.Contains("Waiting for", await program.ErrorsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_is_exit_code_1_and_one_sentence()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;
        using ExplorerProcess program = ExplorerProcess.Start("--db-path", "traces.db", "--port", $"{port}");

        Assert.Equal(1, await program.ExitCodeAsync());
        Assert.Equal($"ojo-explorer: Port {port} on 127.0.0.1 is taken by another program. End that program, or give another port (0 takes any free one).\n",
            (await program.ErrorsAsync()).ReplaceLineEndings("\n"));
        Assert.Null(await program.ReadLineAsync());
    }

    [Theory]
    [InlineData("--port 0", "--db-path")]
    [InlineData("--db-path x.db --prot 1", "--prot")]
    [InlineData("--db-path x.db --port abc", "abc")]
    [InlineData("--db-path x.db --port 70000", "65535")]
    [InlineData("--db-path x.db --host 0.0.0.0", "--allow-anonymous")]
    [InlineData("--db-path x.db --cors-origin *", "https://grafana.example:3000")]
    [InlineData("--db-path x.db --certificate-key server.key", "--certificate")]
    [InlineData("--db-path x.db --plugins no-such-directory", "no-such-directory")]
    [InlineData("--db-path x.db --rate-limit -1", "requests per second")]
    public async Task Wrong_usage_is_exit_code_2_and_names_what_is_wrong(string arguments, string named)
    {
        using ExplorerProcess program = ExplorerProcess.Start(arguments.Split(' '));

        Assert.Equal(2, await program.ExitCodeAsync());
        string errors = await program.ErrorsAsync();
        Assert.Contains(named, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.Null(await program.ReadLineAsync());
    }

    [Fact]
    public async Task The_token_comes_from_the_environment_too()
    {
        using ExplorerProcess program = ExplorerProcess.Start([("OJO_TOKEN", "from-the-environment")],
            "--db-path", _directory.File("traces.db"), "--port", "0", "--host", "0.0.0.0");

        string? line = await program.ReadLineAsync();
        Assert.Matches(@"^Listening on http://0\.0\.0\.0:[0-9]+$", line);
        using HttpClient client = new() { BaseAddress = new Uri(line!["Listening on ".Length..].Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)) };
        using HttpResponseMessage without = await client.GetAsync(new Uri("/api/about", UriKind.Relative));
        client.DefaultRequestHeaders.Authorization = new("Bearer", "from-the-environment");
        using HttpResponseMessage with = await client.GetAsync(new Uri("/api/about", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Unauthorized, without.StatusCode);
        Assert.Equal(HttpStatusCode.OK, with.StatusCode);
    }

    [Fact]
    public async Task The_environments_web_server_settings_change_nothing()
    {
        using ExplorerProcess program = ExplorerProcess.Start(
            [("ASPNETCORE_URLS", "http://0.0.0.0:1"), ("DOTNET_URLS", "http://0.0.0.0:1"), ("ASPNETCORE_ENVIRONMENT", "Development")],
            "--db-path", _directory.File("traces.db"), "--port", "0");

        Assert.Matches(@"^Listening on http://127\.0\.0\.1:[0-9]+$", await program.ReadLineAsync());
    }

    [Fact]
    public async Task Help_lists_the_options()
    {
        using ExplorerProcess program = ExplorerProcess.Start("--help");

        List<string> lines = [];
        while (await program.ReadLineAsync() is { } line)
        {
            lines.Add(line);
        }

        string help = string.Join('\n', lines);
        Assert.Equal(0, await program.ExitCodeAsync());
        Assert.Contains("ojo-explorer [options]", help, StringComparison.Ordinal);
        Assert.All(["--db-path", "--port", "--host", "--token", "--allow-anonymous", "--allowed-host", "--cors-origin", "--certificate", "--certificate-key", "--rate-limit", "--plugins", "--allow-import"], o => Assert.Contains(o, help, StringComparison.Ordinal));
    }
}
