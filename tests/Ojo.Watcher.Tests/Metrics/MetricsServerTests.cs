using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Ojo.Storage.Metrics;
using Ojo.Watcher.Metrics;
using Ojo.Watcher.Statistics;
using Ojo.Watcher.Tests.Support;

namespace Ojo.Watcher.Tests.Metrics;

/// <summary>The metrics over HTTP, asked for by Prometheus and by those who mean no good.</summary>
public sealed class MetricsServerTests : IDisposable
{
    private readonly WatchedDirectory _directory = new();
    private readonly Meter _meter = new("test");
    private readonly List<string> _log = [];

    public void Dispose()
    {
        _meter.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_watcher_that_watches_serves_what_it_has_done()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        _directory.RenameIn("a.bin", WatchedDirectory.Trace(1000));
        _directory.Write("b.bin", [1]);
        using var watcher = new WatcherProcess("--input-dir", _directory.Output, "--db-path", _directory.Database, "--watch", "--metrics-port", "0");
        await Waiting.UntilAsync(() => watcher.Error.Contains("Quarantined", StringComparison.Ordinal));
        string address = watcher.Error.Split('\n').First(static line => line.StartsWith("Metrics on ", StringComparison.Ordinal))["Metrics on ".Length..];
        using var client = new HttpClient();
        using HttpResponseMessage answer = await client.GetAsync(new Uri(address));
        string text = await answer.Content.ReadAsStringAsync();

        Assert.StartsWith("http://127.0.0.1:", address, StringComparison.Ordinal);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Dictionary<string, ExpositionFamily> families = Exposition.Parse(text).ToDictionary(static family => family.Name);
        Assert.Equal(1000, families["ojo_watcher_events_total"].Samples[0].Value);
        Assert.Equal(1, families["ojo_watcher_quarantined_total"].Samples[0].Value);
        Assert.True(families["ojo_watcher_database_size_bytes"].Samples[0].Value > 10_000);
        Assert.Equal(1, families["ojo_watcher_write_duration_seconds"].Samples.Single(static sample => sample.Name.EndsWith("_count", StringComparison.Ordinal)).Value);
        await Commands.SignalAsync("TERM", watcher.Id);
        Assert.Equal(0, (await watcher.WaitAsync()).Code);
    }

    [Fact]
    public async Task Prometheus_own_checker_finds_nothing_wrong_with_what_is_served_and_with_hostile_names_and_labels()
    {
        Assert.SkipWhen(Promtool() is null, "promtool is not installed.");
        _meter.CreateCounter<long>("7.odd-näme", "By", "two\nlines and a \\").Add(1, new KeyValuePair<string, object?>("the label", "\"quoted\"\n\\ \0\u001b[31m \ud800 ümlaut"));
        var activity = new WatcherActivity();
        using var meter = new WatcherMeter(activity, _directory.Options);
        using var exporter = new PrometheusExporter(meter.Meter);
        activity.Stored(100, 5, 2424, TimeSpan.FromMilliseconds(30));
        using MetricsServer server = Start();

        string hostile = await AskAsync("GET /metrics HTTP/1.1\r\n\r\n"u8.ToArray());
        Assert.Equal((0, ""), await CheckWithPromtoolAsync(exporter.Export()));
        (int code, string said) = await CheckWithPromtoolAsync(hostile.Split("\r\n\r\n", 2)[1]);
        Assert.True(code is 0 or 3, said);

        // It is asked for real: it finds fault with this.
        Assert.Equal(1, (await CheckWithPromtoolAsync("a{b=\"c} 1\n")).Code);
    }

    [Theory]
    [InlineData("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n", "200 OK")]
    [InlineData("GET /metrics?name=a HTTP/1.0\r\n\r\n", "200 OK")]
    [InlineData("GET /metrics HTTP/1.1\n\n", "200 OK")]
    [InlineData("HEAD /metrics HTTP/1.1\r\n\r\n", "200 OK")]
    [InlineData("GET / HTTP/1.1\r\n\r\n", "404 Not Found")]
    [InlineData("GET /../../etc/passwd HTTP/1.1\r\n\r\n", "404 Not Found")]
    [InlineData("POST /metrics HTTP/1.1\r\nContent-Length: 9\r\n\r\n", "405 Method Not Allowed")]
    [InlineData("GET /metrics\r\n\r\n", "400 Bad Request")]
    [InlineData("\0\u0001\u0002\r\n\r\n", "400 Bad Request")]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "400 Bad Request")]
    public async Task Each_request_has_its_answer(string request, string status)
    {
        using MetricsServer server = Start();

        string answer = await AskAsync(Encoding.Latin1.GetBytes(request));

        Assert.StartsWith($"HTTP/1.1 {status}\r\n", answer, StringComparison.Ordinal);
        string[] parts = answer.Split("\r\n\r\n", 2);
        int length = int.Parse(parts[0].Split("Content-Length: ")[1].Split('\r')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(request.StartsWith("HEAD", StringComparison.Ordinal) ? 0 : length, Encoding.UTF8.GetByteCount(parts[1]));
    }

    [Fact]
    public async Task A_header_without_end_is_refused_and_its_sender_gets_to_read_why()
    {
        using MetricsServer server = Start();

        string answer = await AskAsync(Encoding.ASCII.GetBytes("GET /metrics HTTP/1.1\r\nX: " + new string('x', 3 * MetricsConnection.LongestRequest)));

        Assert.StartsWith("HTTP/1.1 431 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clients_that_say_nothing_hold_up_others_for_a_while_at_most()
    {
        using MetricsServer server = Start();
        List<TcpClient> silent = [];
        try
        {
            for (int n = 0; n < MetricsServer.MostConnections; n++)
            {
                silent.Add(new TcpClient());
                await silent[^1].ConnectAsync(Endpoint);
                await silent[^1].GetStream().WriteAsync("GET /met"u8.ToArray());
            }

            // Each is told that it was too slow, and its place is free again.
            byte[] answer = new byte[64];
            int read = await silent[^1].GetStream().ReadAtLeastAsync(answer, 12);
            Assert.StartsWith("HTTP/1.1 408", Encoding.ASCII.GetString(answer, 0, read), StringComparison.Ordinal);
        }
        finally
        {
            silent.ForEach(static client => client.Dispose());
        }

        string served = "";
        while (!served.StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
        {
            served = await AskAsync("GET /metrics HTTP/1.1\r\n\r\n"u8.ToArray());
        }
    }

    [Fact]
    public async Task Many_who_ask_at_once_and_go_away_in_between_leave_it_working()
    {
        using MetricsServer server = Start();
        await Parallel.ForAsync(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (n, cancellation) =>
        {
            using var client = new TcpClient();
            await client.ConnectAsync(Endpoint, cancellation);
            client.LingerState = new LingerOption(true, 0);
            await client.GetStream().WriteAsync("GET /metrics HTTP/1.1\r\n\r\n"u8.ToArray().AsMemory(0, n % 26), cancellation);
        });

        string served = "";
        while (!served.StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
        {
            served = await AskAsync("GET /metrics HTTP/1.1\r\n\r\n"u8.ToArray());
        }
    }

    [Fact]
    public async Task A_port_that_is_taken_is_one_line_and_exit_code_1()
    {
        using MetricsServer server = Start();

        (int code, _, string error) = await WatcherProcess.RunAsync(
            "--input-dir", _directory.Output, "--db-path", _directory.Database, "--metrics-port", Endpoint.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(1, code);
        Assert.Contains("Name another port", Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    private IPEndPoint Endpoint => IPEndPoint.Parse(_log[0].Split("http://")[1].Split('/')[0]);

    private MetricsServer Start() => MetricsServer.Start(_directory.Options with { MetricsPort = 0, Log = _log.Add }, _meter)!;

    private async Task<string> AskAsync(byte[] request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Endpoint);
        try
        {
            await client.GetStream().WriteAsync(request);
            using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
            return await reader.ReadToEndAsync();
        }
        catch (IOException)
        {
            // All places were taken: it hung up.
            return "";
        }
    }

    private static string? Promtool() =>
        Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator).Select(static path => Path.Combine(path, "promtool")).FirstOrDefault(File.Exists);

    /// <returns>0 for nothing wrong, 1 for a text that cannot be read, 3 for one whose style it does not like.</returns>
    private static async Task<(int Code, string Said)> CheckWithPromtoolAsync(string text)
    {
        using Process check = Process.Start(new ProcessStartInfo(Promtool()!, ["check", "metrics"]) { RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true })!;
        Task<string> said = check.StandardError.ReadToEndAsync();
        await check.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(text));
        check.StandardInput.Close();
        await check.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return (check.ExitCode, await said);
    }
}
